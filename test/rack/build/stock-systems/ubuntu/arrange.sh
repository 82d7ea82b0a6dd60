# Makes Ubuntu's arrangement of the stock Debian, in its root tree.
rm /etc/cloud/cloud.cfg.d/90-boot-partition.cfg
# The journal is kept: Storage=auto, and its folder is there.
rm /usr/lib/systemd/journald.conf.d/40-rpi-volatile-storage.conf
mkdir -p /var/log/journal
# cloud-init makes the image's only user.
userdel pi
rm -r /home/pi
systemctl enable virtual-fstab-swap.service
