# Makes the arrangement of Raspberry Pi OS trixie of the stock Debian, in its root tree.
rm /etc/cloud/cloud.cfg.d/90-boot-partition.cfg
# The first user is there, but nobody can log in as it; ssh is off until somebody asks for it.
passwd --lock pi
systemctl disable ssh.service
systemctl enable virtual-rpi-swap.service
