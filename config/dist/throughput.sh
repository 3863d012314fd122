# What launchers set for programs that carry chunks; read by them from the image's lib (docs/PERFORMANCE.md, settings).
# shellcheck shell=sh disable=SC2034 # the launchers use the variables

# The optimizing compiler takes more time than it saves, unless Java has to digest by itself.
engine=-XX:+TieredCompilation
for libcrypto in /usr/lib/*/libcrypto.so.3 /usr/lib64/libcrypto.so.3 /usr/lib/libcrypto.so.3; do
  if [ -e "$libcrypto" ] && [ "${XFTP_LIBCRYPTO-}" != none ]; then engine=-XX:TieredStopAtLevel=1; fi
done
# Buffers lie in large pages, where Linux has them; where it has switched them off, Java is not to mention it.
if [ -d /sys/kernel/mm/transparent_hugepage ]; then engine="$engine -XX:+UseTransparentHugePages -Xlog:pagesize=off"; fi
# No thread is interrupted as soon as another one has something to do. Whoever asked for another policy keeps it.
case $(chrt -p $$ 2>/dev/null) in
  *SCHED_OTHER*) { chrt -b -p 0 $$; } >/dev/null 2>&1 ;;
esac
