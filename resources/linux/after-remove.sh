#!/bin/sh
# Run by dpkg (`remove`, `purge`, `upgrade` …) and by rpm (the number of versions that stay) after the files are gone.
# The link and the profile are the next version's too: at an upgrade they stay.
case "$1" in
  0 | remove | purge | disappear) ;;
  *) exit 0 ;;
esac

rm -f '/usr/bin/${executable}'
profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
  if apparmor_status --enabled >/dev/null 2>&1; then apparmor_parser --remove "$profile" 2>/dev/null || true; fi
  rm -f "$profile"
fi

if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null 2>&1; then gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true; fi
exit 0
