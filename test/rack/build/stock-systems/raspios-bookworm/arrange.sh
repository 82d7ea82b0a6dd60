# Makes the arrangement of Raspberry Pi OS bookworm of the stock Debian, in its root tree. Its images have no cloud-init
# at all; here it is there and switched off (root/etc/cloud/cloud-init.disabled).
# The first user is there, but nobody can log in as it; ssh is off until somebody asks for it.
passwd --lock pi
systemctl disable ssh.service
systemctl enable dphys-swapfile.service
