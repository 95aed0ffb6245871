#!/bin/sh
# .ci/packages on systems that are made up: dpkg-query, apt-get and id are scripts that read and
# change the table `installed`, a line "PACKAGE VERSION" each.
set -u
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
packages=$here/../.ci/packages
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 3' INT TERM HUP
cd "$work" || exit 3
passed=0
failed=0
if ! command -v dpkg > /dev/null; then
    echo 'no dpkg to compare versions: the installation of packages is left out'
    echo '0 passed, 0 failed'
    exit 0
fi

mkdir bin
cat > bin/dpkg-query <<'END'
#!/bin/sh
for package; do :; done # the last argument
awk -v p="$package" '$1 == p { print "install ok installed " $2; seen = 1 } END { exit !seen }' installed
END
cat > bin/apt-get <<'END'
#!/bin/sh
echo "$*" >> calls
case "$*" in
update*) touch lists ;;
*--print-uris*) [ -e lists ] ;;
install*)
    [ -e lists ] || exit 100
    for package; do
        case $package in -* | install) continue ;; esac
        grep "^$package " offered > offer || exit 100
        grep -v "^$package " installed > rest
        cat rest offer > installed
    done
    ;;
esac
END
printf '#!/bin/sh\ncat user\n' > bin/id
chmod +x bin/*

# Everything of Debian 12, installed and on offer, for root, with package lists.
debian() {
    rm -f calls lists
    cat > offered <<'END'
gcc 4:12.2.0-3
libc6-dev 2.36-9
make 4.3-4.1
pkg-config 1.8.1-1
liblua5.4-dev 5.4.4-3+deb12u1
libopenblas-dev 0.3.21+ds-4
liblapacke-dev 3.11.0-2
liblbfgs-dev 1.10-8
END
    cp offered installed
    echo 0 > user
    touch lists calls
}

# version PACKAGE TABLE VERSION; none: not there
version() {
    grep -v "^$1 " "$2" > table
    [ -z "${3:-}" ] || echo "$1 $3" >> table
    mv table "$2"
}

# check 'sentence' STATUS GROUP...: leaves the files out, err, calls
check() {
    sentence=$1
    why=
    want=$2
    shift 2
    PATH=$work/bin:$PATH "$packages" "$@" > out 2> err
    status=$?
    [ "$status" = "$want" ] || why="status $status"
}
need() { "$@" || why="$why; not: $*"; }
end() {
    if [ -z "$why" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL packages: $sentence: $why"
        cat out err calls
    fi
}
holds() { grep -q -F -e "$2" "$1"; }
empty() { [ ! -s "$1" ]; }

debian
check 'all there: silence' 0 build demo
need empty out
need empty err
need empty calls
end

debian
version liblua5.4-dev installed
check 'root gets what is missing, and is told' 0 build
need holds out 'installing liblua5.4-dev'
need holds calls 'install -y -q --no-install-recommends liblua5.4-dev'
need holds installed 'liblua5.4-dev 5.4.4'
end

debian
version liblbfgs-dev installed
check 'only the groups that were asked for' 0 build
need empty calls
end

debian
rm lists
version make installed
check 'lists of packages are renewed where they are missing' 0 build
need holds calls 'update'
need holds installed 'make '
end

debian
echo 1000 > user
version make installed
version gcc installed
check 'without root: the command, and nothing else' 1 build
need holds err 'missing: gcc make. Run:'
need holds err 'sudo apt-get install -y --no-install-recommends gcc make'
need empty calls
end

debian
version liblua5.4-dev installed 5.4.2-2
check 'a version that is too old is replaced' 0 build
need holds err 'liblua5.4-dev is 5.4.2-2, needed is 5.4.4 or later'
need holds installed 'liblua5.4-dev 5.4.4'
end

debian
version libopenblas-dev installed 0.3.13+ds-3
version libopenblas-dev offered 0.3.13+ds-3
check 'a system that has nothing newer: an error' 1 build
need holds err 'still missing or too old: libopenblas-dev'
need holds err 'libopenblas-dev is 0.3.13+ds-3, needed is 0.3.21 or later'
end

debian
version gcc installed 4:10.2.1-1
echo 1000 > user
check 'an epoch is not the version' 1 build
need holds err 'gcc is 4:10.2.1-1, needed is 11 or later'
end

debian
version libopenblas-dev installed '0.3.21~rc1-1'
version gcc installed '4:11.0-1'
check 'the least version itself will do, and what leads to it' 0 build
need empty err
end

debian
version make installed
version make offered
check 'a package that nobody offers' 100 build
end

debian
check 'a group that does not exist' 2 build all
need holds err "no group 'all' (build, demo, test, ci)"
end

# a system without dpkg-query: nothing but a shell
mkdir other
ln -s "$(command -v sh)" other/sh
debian
sentence='no Debian: the names, with the versions'
why=
PATH=$work/other "$packages" build > out 2> err || why="status $?"
need holds err 'this is no Debian system'
need holds err 'liblua5.4-dev (>= 5.4.4)'
end

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
