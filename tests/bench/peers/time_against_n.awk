# An SVG of the rows of peers.csv with growing n: a panel for each objective, a line for each tool, both axes logarithmic.
#     awk -f time_against_n.awk peers.csv > time_against_n.svg
function log10(v) {
    return log(v) / log(10)
}
function x(panel, n) {
    return 60 + 400 * (panel - 1) + 310 * (log10(n) - low_n) / (high_n - low_n)
}
function y(ms) {
    return 320 - 270 * (log10(ms) - low_ms) / (high_ms - low_ms)
}
function down(v) {
    return v < 0 && v != int(v) ? int(v) - 1 : int(v)
}
BEGIN {
    FS = ","
    tools = split("mdgen,by hand,numpy,jax,torch,casadi,torch compiled", tool, ",")
    split("black,#555,#4575b4,#1a9850,#d73027,#984ea3,#f08a5d", color, ",")
    for (k = 1; k <= tools; k++)
        number[tool[k]] = k
    low_n = low_ms = 99
    high_n = high_ms = -99
}
NR > 1 {
    split($0, part, "\"")
    split(part[3], value, ",")
    if (part[1] !~ /^n,/ || !(value[3] in number))
        next
    n = value[2] + 0
    rest = substr(value[2], index(value[2], "x") + 1)
    key = part[2] ", n x " rest
    if (!(key in panel)) {
        panel[key] = ++panels
        title[panels] = key
    }
    p = panel[key]
    k = number[value[3]]
    points[p, k] = points[p, k] n " " value[4] ";"
    low_n = log10(n) < low_n ? log10(n) : low_n
    high_n = log10(n) > high_n ? log10(n) : high_n
    low_ms = down(log10(value[4])) < low_ms ? down(log10(value[4])) : low_ms
    high_ms = down(log10(value[4])) + 1 > high_ms ? down(log10(value[4])) + 1 : high_ms
}
END {
    print "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"370\" font-family=\"sans-serif\" font-size=\"11\">"
    print "<rect width=\"800\" height=\"370\" fill=\"white\"/>"
    for (k = 1; k <= tools; k++) {
        printf "<line x1=\"%d\" y1=\"358\" x2=\"%d\" y2=\"358\" stroke=\"%s\" stroke-width=\"2\"/>", 60 + 100 * (k - 1),
            76 + 100 * (k - 1), color[k]
        printf "<text x=\"%d\" y=\"362\">%s</text>\n", 80 + 100 * (k - 1), tool[k]
    }
    for (p = 1; p <= panels; p++) {
        printf "<text x=\"%d\" y=\"20\">%s: ms for value and gradient</text>\n", 60 + 400 * (p - 1), title[p]
        for (e = low_n; e <= high_n + 0.01; e++) {
            printf "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>", x(p, 10 ^ e), y(10 ^ high_ms),
                x(p, 10 ^ e), y(10 ^ low_ms)
            printf "<text x=\"%d\" y=\"336\" text-anchor=\"middle\">%.0f</text>\n", x(p, 10 ^ e), 10 ^ e
        }
        for (e = low_ms; e <= high_ms; e++) {
            printf "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>", x(p, 10 ^ low_n), y(10 ^ e),
                x(p, 10 ^ high_n), y(10 ^ e)
            printf "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%g</text>\n", x(p, 10 ^ low_n) - 6, y(10 ^ e) + 4, 10 ^ e
        }
        for (k = tools; k >= 1; k--) {
            count = split(points[p, k], point, ";")
            path = ""
            for (i = 1; i < count; i++) {
                split(point[i], pair, " ")
                path = path sprintf("%s%.1f,%.1f", (i > 1 ? " " : ""), x(p, pair[1]), y(pair[2]))
                printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" fill=\"%s\"/>", x(p, pair[1]), y(pair[2]),
                    (k == 1 ? "3.5" : "2.5"), color[k]
            }
            if (path != "")
                printf "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>\n", path, color[k],
                    (k == 1 ? "2.5" : "1.3")
        }
    }
    print "</svg>"
}
