#!/usr/bin/env bash
# Builds the Debian package of the gateway: gateway/packaging/build-deb.sh [arm64|amd64] → artifacts/jena-gateway_<version>_<arch>.deb
set -euo pipefail
cd "$(dirname "$0")/../.."

arch="${1:-arm64}"
case "$arch" in
  arm64) rid=linux-arm64 ;;
  amd64) rid=linux-x64 ;;
  *) echo "unknown architecture '$arch': use arm64 (Raspberry Pi, 64-bit system) or amd64" >&2; exit 2 ;;
esac

# Times of the files are those of the commit: the same sources make the same package.
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}"
version="$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)"
grep -q "^jena-gateway ($version)" gateway/packaging/changelog || { echo "gateway/packaging/changelog has no entry for $version" >&2; exit 1; }
stage="$(mktemp -d)"
trap 'rm -rf "$stage"' EXIT
root="$stage/jena-gateway"
doc="$root/usr/share/doc/jena-gateway"
umask 022

install -d "$root/DEBIAN" "$root/usr/lib/jena-gateway" "$root/usr/bin" "$root/etc/jena-gateway" \
  "$root/usr/lib/systemd/system" "$doc/Web" "$doc/Operation"

# One file with the runtime inside; the SQLite library lies beside it, so that nothing is unpacked at start.
# The publish has a build folder of its own: the developer's build stays as it is. No path gets into the program, or each
# build would be another.
dotnet publish gateway/Jena.SensorNode.Gateway.csproj -c Release -r "$rid" --self-contained \
  -p:PublishSingleFile=true -p:DebugType=none -p:DebugSymbols=false -p:PathMap="$stage=/build%2C$PWD=/src" \
  --artifacts-path "$stage/build" -o "$stage/out"
rm -f "$stage"/out/*.xml "$stage"/out/appsettings.Development.json
chmod 644 "$stage"/out/*
chmod 755 "$stage/out/jena-gateway"
# The file beside the program holds the defaults, the one below /etc is the operator's.
install -m 644 "$stage/out/appsettings.json" "$root/etc/jena-gateway/appsettings.json"
cp -r "$stage/out/." "$root/usr/lib/jena-gateway/"
ln -s ../lib/jena-gateway/jena-gateway "$root/usr/bin/jena-gateway"

install -m 644 gateway/packaging/jena-gateway.service "$root/usr/lib/systemd/system/"
# What the operator reads, with the links between the files as they are in the sources.
sed 's#](../ARCHITECTURE.md)#](ARCHITECTURE.md)#' gateway/README.md > "$doc/README.md"
install -m 644 gateway/Web/README.md "$doc/Web/"
install -m 644 gateway/Operation/METRICS.md "$doc/Operation/"
install -m 644 ARCHITECTURE.md LICENSE gateway/packaging/copyright "$doc/"
gzip -9n < gateway/packaging/changelog > "$doc/changelog.gz"
install -m 755 gateway/packaging/postinst gateway/packaging/prerm gateway/packaging/postrm "$root/DEBIAN/"
echo /etc/jena-gateway/appsettings.json > "$root/DEBIAN/conffiles"
sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" -e "s/@SIZE@/$(du -sk "$root" | cut -f1)/" \
  gateway/packaging/control > "$root/DEBIAN/control"

find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
mkdir -p artifacts
dpkg-deb --root-owner-group -Zxz --build "$root" "artifacts/jena-gateway_${version}_${arch}.deb"
