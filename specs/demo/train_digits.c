/* Train a classifier of handwritten digits: L-BFGS (liblbfgs) on the generated value and
 * gradient of specs/softmax_regression.lua.
 *
 *     train_digits digits.csv weights.pgm
 *
 * Odd rows of the data train, even rows test. Shows loss, gradient norm and test accuracy
 * while it runs, then the weights of each class as an image, in the terminal and as a PGM
 * file. Exit status 1 if the test accuracy stays below 0.95.
 */
#define _POSIX_C_SOURCE 200809L
#include "mdrt.h"
#include "softmax_regression.h"

#include <lbfgs.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SIDE = 8, PIXELS = SIDE * SIDE, D = PIXELS + 1 /* and a constant 1 */, K = 10 };
static const double ridge = 1e-4;
static const double wanted_accuracy = 0.95;

/* n samples: X is n x D, row-major; y has n classes. */
struct samples {
    int64_t n;
    double *X;
    int32_t *y;
};

struct training {
    const struct samples *train, *test;
    void *work;
    int error; /* of the generated function */
};

static void *allocate(size_t count, size_t size)
{
    void *p = calloc(count, size);
    if (!p) {
        fputs("train_digits: out of memory\n", stderr);
        exit(1);
    }
    return p;
}

/* One line of the file, "0,5,13,...,7": pixels and the digit. */
static int parse(char *line, double *x, int32_t *y)
{
    char *p = line;
    for (int k = 0; k <= PIXELS; k++) {
        char *end;
        long v = strtol(p, &end, 10);
        if (end == p || v < 0 || v > 16) {
            return -1;
        }
        if (k < PIXELS) {
            x[k] = (double)v / 16;
        } else {
            *y = (int32_t)v;
        }
        p = *end == ',' ? end + 1 : end;
    }
    x[PIXELS] = 1;
    return *y < K ? 0 : -1;
}

/* Read the data; the first row is odd. */
static int read_data(const char *path, struct samples *train, struct samples *test)
{
    enum { MOST = 4096 };
    char line[1024];
    struct samples *s[] = {train, test};
    FILE *f = fopen(path, "r");
    if (!f) {
        perror(path);
        return -1;
    }
    for (int k = 0; k < 2; k++) {
        s[k]->n = 0;
        s[k]->X = allocate(MOST * D, sizeof(double));
        s[k]->y = allocate(MOST, sizeof(int32_t));
    }
    for (int row = 0; row < MOST && fgets(line, sizeof line, f); row++) {
        struct samples *to = s[row % 2];
        if (parse(line, to->X + to->n * D, to->y + to->n) != 0) {
            fprintf(stderr, "%s:%d: not 64 pixels and a digit\n", path, row + 1);
            fclose(f);
            return -1;
        }
        to->n++;
    }
    fclose(f);
    return 0;
}

/* The share of samples whose class has the largest score Theta_k x. */
static double accuracy(const struct samples *s, const double *Theta)
{
    int64_t right = 0;
    for (int64_t i = 0; i < s->n; i++) {
        int32_t best = 0;
        double top = -INFINITY;
        for (int32_t k = 0; k < K; k++) {
            double score = mdrt_dot(D, Theta + k * D, s->X + i * D);
            if (score > top) {
                top = score;
                best = k;
            }
        }
        right += best == s->y[i];
    }
    return (double)right / (double)s->n;
}

/* What L-BFGS minimises. */
static lbfgsfloatval_t evaluate(void *instance, const lbfgsfloatval_t *Theta,
                                lbfgsfloatval_t *grad, int n, lbfgsfloatval_t step)
{
    struct training *t = instance;
    const struct samples *s = t->train;
    double value;
    (void)n;
    (void)step;
    t->error = softmax_regression_value_grad(s->n, D, K, s->X, s->y, ridge, Theta, &value,
                                             grad, t->work);
    return value; /* NaN after an error: L-BFGS then stops */
}

static int progress(void *instance, const lbfgsfloatval_t *Theta,
                    const lbfgsfloatval_t *grad, const lbfgsfloatval_t value,
                    const lbfgsfloatval_t xnorm, const lbfgsfloatval_t gnorm,
                    const lbfgsfloatval_t step, int n, int k, int evaluations)
{
    const struct training *t = instance;
    (void)grad;
    (void)xnorm;
    (void)step;
    (void)n;
    (void)evaluations;
    if (k == 1 || k % 10 == 0) {
        printf("%9d  %10.6f  %13.2e  %13.4f\n", k, value, gnorm, accuracy(t->test, Theta));
        fflush(stdout);
    }
    return t->error;
}

/* ---- pictures ----------------------------------------------------------------- */

/* 0 (most negative weight) to 255 (most positive), 127 for 0. */
static int grey(double weight, double largest)
{
    return (int)lround(127 + 127 * weight / largest);
}

/* The weights of class k at a pixel of its image. */
static double weight(const double *Theta, int k, int row, int col)
{
    return Theta[k * D + row * SIDE + col];
}

static double largest_weight(const double *Theta)
{
    double largest = 1e-300;
    for (int k = 0; k < K; k++) {
        largest = fmax(largest, mdrt_amax(PIXELS, Theta + k * D));
    }
    return largest;
}

/* Five images side by side, twice; two characters for a pixel: against its class, for it.
 */
static void draw(const double *Theta)
{
    static const char *const shade[] = {"--", "- ", "  ", "\xe2\x96\x92\xe2\x96\x92",
                                        "\xe2\x96\x88\xe2\x96\x88"};
    const double largest = largest_weight(Theta);
    for (int first = 0; first < K; first += 5) {
        for (int row = 0; row < SIDE; row++) {
            for (int k = first; k < first + 5; k++) {
                printf("%s", row ? "   " : "");
                if (!row) {
                    printf("%d: ", k);
                }
                for (int col = 0; col < SIDE; col++) {
                    double w = weight(Theta, k, row, col) / largest;
                    int level = w < -0.4    ? 0
                                : w < -0.12 ? 1
                                : w < 0.12  ? 2
                                : w < 0.4   ? 3
                                            : 4;
                    fputs(shade[level], stdout);
                }
            }
            putchar('\n');
        }
        putchar('\n');
    }
}

/* The ten images in a row, each pixel `zoom` times, as a plain grey map. */
static int write_picture(const char *path, const double *Theta)
{
    enum { ZOOM = 12, GAP = 8, TILE = SIDE * ZOOM + GAP };
    const double largest = largest_weight(Theta);
    FILE *f = fopen(path, "w");
    if (!f) {
        perror(path);
        return -1;
    }
    fprintf(f, "P2\n# weights of the digits 0 to 9; bright: for the digit\n%d %d\n255\n",
            K * TILE + GAP, SIDE * ZOOM + 2 * GAP);
    for (int i = -GAP; i < SIDE * ZOOM + GAP; i++) {
        for (int j = -GAP; j < K * TILE; j++) {
            int inside = i >= 0 && i < SIDE * ZOOM && j >= 0 && j % TILE < SIDE * ZOOM;
            fprintf(f, "%d\n",
                    inside
                        ? grey(weight(Theta, j / TILE, i / ZOOM, j % TILE / ZOOM), largest)
                        : 255);
        }
    }
    if (ferror(f) | fclose(f)) {
        perror(path);
        return -1;
    }
    return 0;
}

/* ------------------------------------------------------------------------------- */

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    struct samples train, test;
    if (argc != 3) {
        fputs("usage: train_digits digits.csv weights.pgm\n", stderr);
        return 2;
    }
    if (read_data(argv[1], &train, &test) != 0) {
        return 1;
    }
    printf("%d images to train, %d to test, %d weights\n\n", (int)train.n, (int)test.n,
           K * D);

    struct training t = {&train, &test, NULL, 0};
    t.work = allocate(softmax_regression_value_grad_work(train.n, D, K), 1);
    lbfgsfloatval_t *Theta = lbfgs_malloc(K * D);
    if (!Theta) {
        fputs("train_digits: out of memory\n", stderr);
        return 1;
    }
    mdrt_fill(K * D, 0.0, Theta);

    lbfgs_parameter_t parameters;
    lbfgs_parameter_init(&parameters);
    parameters.epsilon = 1e-5;
    puts("iteration        loss  gradient norm  test accuracy");
    const double start = seconds();
    int rc = lbfgs(K * D, Theta, NULL, evaluate, progress, &t, &parameters);
    const double time = seconds() - start;
    if (t.error) {
        fprintf(stderr, "train_digits: softmax_regression.lua:%d: %s\n", MDRT_LINE(t.error),
                mdrt_strerror(t.error));
        return 1;
    }
    if (rc < 0) {
        fprintf(stderr, "train_digits: L-BFGS stopped with code %d of lbfgs.h\n", rc);
        return 1;
    }

    const double reached = accuracy(&test, Theta);
    puts("\nWhat speaks for each digit (blocks) and against it (dashes):\n");
    draw(Theta);
    if (write_picture(argv[2], Theta) != 0) {
        return 1;
    }
    printf("test accuracy %.4f after %.3f s of training; picture in %s\n", reached, time,
           argv[2]);
    if (reached < wanted_accuracy) {
        printf("this is below %.2f\n", wanted_accuracy);
    }
    lbfgs_free(Theta);
    free(t.work);
    free(train.X);
    free(train.y);
    free(test.X);
    free(test.y);
    return reached < wanted_accuracy;
}
