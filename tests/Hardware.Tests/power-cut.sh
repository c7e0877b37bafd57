#!/bin/bash
# usage: power-cut.sh [once]      once: the first configuration, and no more
# Writes what this machine may have to write, again and again, until its power goes: configurations, each replaced as a whole, and versions of the package.
folder=/etc/edgevision
round=0
replace_configuration() {
  printf '{ "device": "round-%d", "inference": { "model": "/srv/always/always.onnx", "threads": 1 }, "cameras": [{ "name": "camera", "kind": "v4l2", "device": "/dev/video0" }] }\n' "$1" >$folder/edgevision.json.new
  sync $folder/edgevision.json.new
  mv $folder/edgevision.json.new $folder/edgevision.json
}

if [ "$1" = once ]; then
  # The service starts at boot, before the host's folder is there.
  cp -r /host/always /srv/ && chmod -R a+rX /srv/always
  replace_configuration 0
  exit
fi

echo writing
while :; do
  for i in {1..20}; do
    round=$((round + 1))
    replace_configuration $round
  done
  systemctl reload edgevision
  for package in amd64_next amd64; do
    words=$(dpkg -i /host/plain_$package.deb 2>&1) || { printf '  Failed: dpkg: %s\n' "$words"; exit 1; }
    printf '  upgraded to %s\n' $package
    replace_configuration $((round + 1))
  done
done
