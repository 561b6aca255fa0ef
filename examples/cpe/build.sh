#!/bin/bash
# Makes out/cpe-1.0.bin: the firmware of a small router as an equipment vendor would lay it out, with
# the mistakes that README.md lists. Its programs are Debian's for armhf, fetched with apt from the
# sources that this machine has (kept in out/packages); no root is needed. The same packages give
# the same bytes.
set -euo pipefail
cd "$(dirname "$0")"
umask 022
export LC_ALL=C TZ=UTC
export SOURCE_DATE_EPOCH=1709294400  # 2024-03-01 12:00 UTC

readonly arch=armhf triplet=arm-linux-gnueabihf
readonly out=$PWD/out
readonly image=$out/cpe-1.0.bin packages=$out/packages work=$out/work

die() { echo "examples/cpe/build.sh: $*" >&2; exit 1; }

for program in apt-get dpkg-deb mksquashfs mkfs.jffs2 mkimage xz python3 readelf; do
  command -v "$program" >/dev/null || PATH=$PATH:/usr/sbin command -v "$program" >/dev/null ||
    die "$program is missing; tools/install demo brings it"
done
PATH=$PATH:/usr/sbin

# --- Packages: fetched by an apt of our own, so that the machine's dpkg and lists stay as they are.
fetch() {
  local wanted apt=$out/apt
  mkdir -p "$apt"/lists/partial "$apt"/cache/archives/partial "$packages"
  : >"$apt/status"
  cat >"$apt/apt.conf" <<END
APT::Architecture "$arch";
APT::Architectures { "$arch"; };
APT::Sandbox::User "$(id -un)";
Acquire::Languages "none";
Acquire::Retries "3";
Dir::State "$apt";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
END
  export APT_CONFIG=$apt/apt.conf
  echo "fetching Debian packages for $arch"
  # One source that fails need not matter: what counts is whether each package can be had below.
  apt-get update >"$apt/log" 2>&1 || true

  wanted=$(grep -v '^#' packages.txt | grep -v '^linux-image')
  wanted+=" $(apt-cache depends "$(grep '^linux-image' packages.txt)" 2>/dev/null |
    awk '/Depends: linux-image/ {print $2; exit}')" || true
  [[ $wanted == *linux-image* ]] ||
    die "no kernel for $arch can be had: $(grep -m1 -E '^E:' "$apt/log" || echo 'apt knows none')"
  (cd "$packages" && apt-get download $wanted >"$apt/log" 2>&1) || for package in $wanted; do
    (cd "$packages" && apt-get download "$package" >"$apt/log" 2>&1) ||
      die "package $package:$arch cannot be had: $(grep -m1 '^E:' "$apt/log" || tail -1 "$apt/log")"
  done
  (cd "$packages" && sha256sum ./*.deb >SHA256SUMS)
  cp packages.txt "$packages/packages.txt"
  rm -rf "$apt"
}

if ! cmp -s packages.txt "$packages/packages.txt" ||
   ! (cd "$packages" && sha256sum --status -c SHA256SUMS 2>/dev/null); then
  rm -rf "$packages"
  fetch
fi

# --- Nothing to do where the image is newer than all that it is made of.
if [ -e "$image" ] && [ -z "$(find . \( -path ./out -o -name README.md -o -name planted.tsv -o -name check \) -prune -o -newer "$image" -print)" ] &&
   [ -z "$(find "$packages" -newer "$image" -print)" ]; then
  echo "$image is up to date"
  exit 0
fi
rm -rf "$work"
mkdir -p "$work"

# --- Root file system: programs and the libraries that they name, BusyBox under all its names,
# a few kernel modules, and the vendor's own files.
dpkg-deb -x "$packages"/linux-image-*.deb "$work/kernel"
root=$work/root
mkdir -p "$root"/{bin,sbin,usr/bin,usr/sbin,lib/modules,dev,proc,sys,tmp,var,config,root}
for deb in "$packages"/*.deb; do
  [[ ${deb##*/} == linux-image-* ]] || dpkg-deb -x "$deb" "$work/debian"
done
(
  cd "$work/debian"
  cp -a bin/busybox "$root/bin/"
  cp -a usr/bin/{dbclient,dropbearkey,openssl} "$root/usr/bin/"
  cp -a usr/sbin/{dropbear,dnsmasq,lighttpd} "$root/usr/sbin/"
  mkdir -p "$root/usr/lib/lighttpd" "$root/usr/lib/$triplet" "$root/lib/$triplet" "$root/etc/ssl"
  cp -a usr/lib/lighttpd/mod_{cgi,openssl}.so "$root/usr/lib/lighttpd/"
  cp -a etc/ssl/openssl.cnf "$root/etc/ssl/"
  cp -a lib/ld-linux-armhf.so.3 "$root/lib/"
)
# A library goes in, with the link that it is named by, when something that is in already names it.
needed() {
  find "$root" -type f -exec readelf -d {} + 2>/dev/null |
    sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | sort -u
}
while :; do
  missing=()
  for library in $(needed); do
    found=$(cd "$work/debian" && find lib/$triplet usr/lib/$triplet -maxdepth 1 -name "$library")
    [ -n "$found" ] || die "library $library is in none of packages.txt"
    [ -e "$root/$found" ] || missing+=("$found")
  done
  [ ${#missing[@]} -gt 0 ] || break
  for found in "${missing[@]}"; do
    cp -a "$work/debian/$found" "$root/$found"
    [ ! -L "$root/$found" ] ||
      cp -a "$work/debian/${found%/*}/$(readlink "$root/$found")" "$root/${found%/*}/"
  done
done
while IFS=: read -r folder names; do
  [[ $folder == /* ]] || continue
  for name in $names; do
    grep -qaF "$name" "$root/bin/busybox" || die "this BusyBox knows no $name"
    ln -sfn "$(realpath -m --relative-to="$folder" /bin/busybox)" "$root$folder/$name"
  done
done <applets.txt
for module in 8021q pppox ppp_generic pppoe; do
  cp "$(find "$work/kernel/lib/modules" -name "$module.ko")" "$root/lib/modules/"
done
ln -s /var/resolv.conf "$root/etc/resolv.conf"
cp -r rootfs "$work/own"
chmod -R u=rwX,go=rX "$work/own"  # whatever the checkout's umask was
cp -a "$work/own/." "$root/"
chmod 755 "$root"/etc/init.d/* "$root"/www/cgi-bin/*.sh "$root"/usr/share/udhcpc/default.script
chmod 600 "$root"/etc/shadow "$root"/etc/dropbear/*_key
chmod 700 "$root/root/.ssh"
chmod 1777 "$root/tmp"
mksquashfs "$root" "$work/rootfs.squashfs" -comp xz -b 256K -all-root -no-xattrs -noappend \
  -pf devices.txt -no-progress -quiet >"$work/log" 2>&1 || die "mksquashfs failed: $(tail -1 "$work/log")"

# --- Kernel: as U-Boot wants it, the bare kernel in LZMA behind a legacy header.
zimage=$(echo "$work"/kernel/boot/vmlinuz-*)
release=${zimage##*/vmlinuz-}
./zimage.py "$zimage" "$work/Image" || die "no kernel in $zimage"
xz --format=lzma -6 -T1 -c "$work/Image" >"$work/Image.lzma"
mkimage -A arm -O linux -T kernel -C lzma -a 0x80008000 -e 0x80008000 -n "CPE-1000 Linux-${release%%-*}" \
  -d "$work/Image.lzma" "$work/uImage" >"$work/log" || die "mkimage failed: $(tail -1 "$work/log")"

# --- Configuration partition: written by the unit at run time, so JFFS2.
cp -r config "$work/config"
chmod -R u=rwX,go=rX "$work/config"
chmod 600 "$work"/config/*.conf
find "$work/config" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
mkfs.jffs2 -l -e 64KiB -U -p -r "$work/config" -o "$work/config.jffs2" >"$work/log" 2>&1 ||
  die "mkfs.jffs2 failed: $(tail -1 "$work/log")"

# --- All of it behind the vendor's header.
./trx.py "$image.new" "$work/uImage" "$work/rootfs.squashfs" "$work/config.jffs2"
mv "$image.new" "$image"
rm -rf "$work"
echo "$image $(stat -c %s "$image") bytes, sha256 $(sha256sum "$image" | cut -c1-64)"
