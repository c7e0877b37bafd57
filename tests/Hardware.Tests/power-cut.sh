#!/bin/bash
# usage: power-cut.sh [once]      once: the first configuration, and no more
# Writes what this machine may have to write, again and again, until its power goes: configurations, each replaced as a whole, versions of the package, and all
# the while one model in another's place, each from its bundle over the store.
folder=/etc/edgevision
store=/var/lib/private/edgevision/models
state=/run/power-cut
always=/srv/always

# replace_configuration [ROUND] [BUNDLE]: an empty one is as before.
replace_configuration() {
  (
    flock 9
    [ -z "$1" ] || echo "$1" >$state/round
    [ -z "$2" ] || echo "$2" >$state/bundle
    cat >$folder/edgevision.json.new <<END
{ "device": "round-$(cat $state/round)", "mqtt": { "host": "127.0.0.1", "detections": { "maximumRate": 1 } },
  "inference": { "model": { "path": "$(cat $state/bundle)" }, "threads": 1 },
  "modelUpdates": { "trustedKeys": ["$always/fleet.pub"], "keep": 0, "trial": { "shadow": "2s", "frames": 10, "time": "2s" } },
  "cameras": [{ "name": "camera", "kind": "v4l2", "device": "/dev/video0", "fps": 5 }] }
END
    sync $folder/edgevision.json.new
    mv $folder/edgevision.json.new $folder/edgevision.json
  ) 9>$state/lock
}

failed() { printf '  Failed: %s\n' "$*"; }

# How far the newest attempt is, if it is one at this bundle.
step_of() { grep -q "\"wanted\": .*$1" $store/journal.json 2>/dev/null && sed -n 's/^ *"step": "\(.*\)".*/\1/p' $store/journal.json; }

# await_good BUNDLE: until it passed its trial, whatever restarts the service meanwhile.
await_good() {
  local step
  for _ in {1..600}; do
    step=$(step_of "$1")
    case $step in
      good) return ;;
      refused | rolledBack) failed "$1 is $step: $(sed -n '/"candidate"/,/^ *"seconds"/p' $store/journal.json)"; return ;;
    esac
    sleep 0.5
  done
  failed "$1 is ${step:-not begun with} after 5 minutes"
}

# Of three, so that each is unpacked anew: the store keeps the one in use and the one before.
swap_models() {
  local bundle
  # One that the cut came between, the service goes on with by itself.
  [[ $(cat $state/bundle) != *.bundle ]] || await_good "$(cat $state/bundle)"
  while :; do
    for bundle in $always/{32,64,96}.bundle; do
      [ "$bundle" != "$(cat $state/bundle)" ] || continue
      replace_configuration '' $bundle
      # While the package is upgraded there may be nobody to hear it; whoever starts then reads the configuration.
      systemctl reload edgevision 2>/dev/null
      await_good $bundle
      # What a cut in the middle of an addition or a removal left, this one has cleared.
      for _ in {1..20}; do compgen -G "$store/slots/.*" >/dev/null || break; sleep 0.5; done
      ! compgen -G "$store/slots/.*" >/dev/null || failed "beside the slots lies $(cd $store/slots && echo .[!.]*)"
      printf '  swapped to %s\n' "$(basename $bundle)"
    done
  done
}

mkdir -p $state
if [ "$1" = once ]; then
  # The service starts at boot, before the host's folder is there.
  cp -r /host/always /srv/ && chmod -R a+rX $always
  # What the cut left is looked at as it was before the service went on with it.
  cat >/etc/systemd/system/found-models.service <<END
[Unit]
Description=What the loss of power left of the store of models
Before=edgevision.service
[Service]
Type=oneshot
ExecStart=-/bin/cp -a $store /run/found-models
[Install]
WantedBy=multi-user.target
END
  systemctl enable --quiet found-models
  replace_configuration 0 $always/always.onnx
  exit
fi

sed -n 's/.*"device": "round-\([0-9]*\)".*/\1/p' $folder/edgevision.json >$state/round
sed -n 's/.*"path": "\([^"]*\)".*/\1/p' $folder/edgevision.json >$state/bundle
round=$(cat $state/round)
echo writing
swap_models &
while :; do
  for i in {1..20}; do
    round=$((round + 1))
    replace_configuration $round
  done
  systemctl reload edgevision
  for package in amd64_next amd64; do
    words=$(dpkg -i /host/plain_$package.deb 2>&1) || { failed "dpkg: $words"; exit 1; }
    printf '  upgraded to %s\n' $package
    round=$((round + 1))
    replace_configuration $round
  done
done
