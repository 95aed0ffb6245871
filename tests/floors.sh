#!/bin/sh
# The floors of gen/: a file includes only from its own floor or below. A new file is added to the
# table (by what its name begins with), or it is an error.
set -eu
cd "$(dirname "$0")/../gen"

awk '
    BEGIN {
        # from the ground up
        floor[0] = "mdg mem str err nearest template version files"
        floor[1] = "size node intern ops maps map matrix attrs contract sum linear props rewrite rules dense"
        floor[2] = "value einsum model print eval loops numdiff sample"
        floor[3] = "calculus diff partial spectral trace derive"
        floor[4] = "cname names compress rebuild flat small product lower plan cost order kernel match fuse block piece work"
        floor[5] = "generate testprog unit cblock cexpr cformula cfunction ckernel cloop cmatrix cpiece cproduct cshell csize cstate cstmt cunit cword cwork header manifest explain check plantable planprint plandiff"
        floor[6] = "spec lua sandbox functions options formats help stub reference main"
        for (f = 0; f <= 6; f++) {
            n = split(floor[f], word, " ")
            for (i = 1; i <= n; i++) of[word[i]] = f
        }
    }
    # the floor of the longest entry that the name begins with
    function level(file,    stem, best, w) {
        stem = file
        sub(/\..*/, "", stem)
        best = ""
        for (w in of)
            if (index(stem, w) == 1 && length(w) > length(best)) best = w
        return best == "" ? -1 : of[best]
    }
    FNR == 1 && level(FILENAME) < 0 {
        print "gen/" FILENAME ": on no floor; add it to tests/floors.sh"
        bad = 1
    }
    /^#include "/ {
        split($0, part, "\"")
        if (level(part[2]) > level(FILENAME)) {
            print "gen/" FILENAME ":" FNR ": includes " part[2] " from above"
            bad = 1
        }
    }
    END { exit bad }
' *.[ch] *.def
