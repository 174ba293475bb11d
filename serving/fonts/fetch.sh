#!/bin/sh
# Fetches the two fonts of the reports' PDFs once: Noto Sans SC, TrueType outlines (SIL Open Font License 1.1), out of a pinned
# npm package. Only the two weights are kept; their content is checked.
set -eu
cd "$(dirname "$0")"
package=@expo-google-fonts/noto-sans-sc@0.4.3
regular=d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16
bold=9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96

complete() {
  [ -f dist/regular.ttf ] && [ -f dist/bold.ttf ] &&
    printf '%s  dist/regular.ttf\n%s  dist/bold.ttf\n' "$regular" "$bold" | sha256sum -c --status
}

complete && exit 0
mkdir -p dist
folder=$(mktemp -d dist/fetching.XXXXXX)
trap 'rm -rf "$folder"' EXIT
npm pack --silent --pack-destination "$folder" "$package" >/dev/null
tar xzf "$folder"/*.tgz -C "$folder" package/400Regular/NotoSansSC_400Regular.ttf package/700Bold/NotoSansSC_700Bold.ttf
mv "$folder/package/400Regular/NotoSansSC_400Regular.ttf" dist/regular.ttf
mv "$folder/package/700Bold/NotoSansSC_700Bold.ttf" dist/bold.ttf
complete || { echo "The fonts in $package are not those that are expected" >&2; exit 1; }
