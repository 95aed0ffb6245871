# An SVG of the rows of bench.csv on one thread: a bar for each ratio, a tick at its target.
#     awk -f plot.awk bench.csv > performance.svg
# The scale is logarithmic, from 1/4 to 64; what is beyond ends at the edge.
function x(ratio) {
    ratio = ratio < 0.25 ? 0.25 : ratio > 64 ? 64 : ratio
    return 260 + 55 * (log(ratio) / log(2) + 2)
}
BEGIN { FS = "," }
NR > 1 && $1 == 1 {
    rows++
    name[rows] = substr($2, 2, length($2) - 2) " " $3
    gsub(/&/, "\\&amp;", name[rows])
    ratio[rows] = $6
    target[rows] = $7
}
END {
    height = 40 + 18 * rows
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"790\" height=\"%d\"", height + 10
    print " font-family=\"sans-serif\" font-size=\"11\">"
    printf "<rect width=\"790\" height=\"%d\" fill=\"white\"/>\n", height + 10
    print "<text x=\"10\" y=\"16\">times faster than by hand; the line across a bar is the target</text>"
    for (r = 0.25; r <= 64; r *= 2) {
        printf "<line x1=\"%d\" y1=\"34\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>\n", x(r), x(r), height,
            (r == 1 ? "black" : "#ddd")
        printf "<text x=\"%d\" y=\"30\" text-anchor=\"middle\">%s</text>\n", x(r), r
    }
    for (i = 1; i <= rows; i++) {
        y = 22 + 18 * i
        from = ratio[i] < 1 ? x(ratio[i]) : x(1)
        printf "<text x=\"250\" y=\"%d\" text-anchor=\"end\">%s</text>\n", y + 10, name[i]
        printf "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"12\" fill=\"%s\"/>\n", from, y,
            x(ratio[i]) + x(1) - 2 * from, (ratio[i] >= target[i] ? "#3b7" : "#d85")
        printf "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"black\"/>\n", x(target[i]),
            y - 2, x(target[i]), y + 14
        printf "<text x=\"%.1f\" y=\"%d\">%.3g</text>\n", (ratio[i] > 32 ? x(16) : x(ratio[i]) + 4), y + 10,
            ratio[i]
    }
    print "</svg>"
}
