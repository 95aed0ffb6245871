/* The memory of a run: what is zeroed, what moves, what is given back, what is kept. */
#include "algebra.h"

static bool is_zero(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (p[i]) {
            return false;
        }
    }
    return true;
}

static const size_t sizes[] = {0, 1, 7, 16, 1000, 65535, 65536, 65537, 1000000};
enum { NSIZES = sizeof sizes / sizeof *sizes };

static void pieces_are_zero_also_where_memory_is_used_again(void)
{
    struct mdg *m = mdg_new();
    for (int round = 0; round < 2; round++) { /* the second time memory is used again */
        struct mdg_hold hold = mdg_hold(m);
        for (int k = 0; k < NSIZES; k++) {
            unsigned char *p = mdg_alloc(m, sizes[k], 1);
            CU_ASSERT(is_zero(p, sizes[k]));
            memset(p, 1, sizes[k]);
        }
        mdg_release(m, hold);
    }
    mdg_free(m);
}

static void pieces_do_not_overlap(void)
{
    struct mdg *m = mdg_new();
    struct mdg_hold hold = mdg_hold(m);
    unsigned char *p[NSIZES];
    for (int k = 0; k < NSIZES; k++) {
        p[k] = k % 2 ? mdg_keep(m, sizes[k], 1) : mdg_alloc(m, sizes[k], 1);
        memset(p[k], k + 1, sizes[k]);
    }
    for (int k = 0; k < NSIZES; k++) {
        CU_ASSERT(sizes[k] == 0 || (p[k][0] == k + 1 && p[k][sizes[k] - 1] == k + 1));
    }
    mdg_release(m, hold);
    for (int k = 1; k < NSIZES; k += 2) { /* what is kept is there still */
        CU_ASSERT(sizes[k] == 0 || (p[k][0] == k + 1 && p[k][sizes[k] - 1] == k + 1));
    }
    mdg_free(m);
}

static void release_gives_back(void)
{
    struct mdg *m = mdg_new();
    mdg_alloc(m, 100, 1);
    size_t before = m->used;
    struct mdg_hold outer = mdg_hold(m);
    for (int k = 0; k < 1000; k++) {
        struct mdg_hold inner = mdg_hold(m);
        mdg_alloc(m, 3000, 1);
        mdg_alloc(m, 300000, 1);
        mdg_release(m, inner);
        CU_ASSERT(m->used <= before + 300000);
    }
    mdg_alloc(m, 300000, 1);
    CU_ASSERT(m->used >= before + 300000);
    mdg_release(m, outer);
    CU_ASSERT_EQUAL(m->used, before);
    mdg_free(m);
}

static void arrays_move_whole(void)
{
    struct mdg *m = mdg_new();
    struct {
        int *data;
        size_t count, cap;
    } v[2] = {{NULL, 0, 0}, {NULL, 0, 0}};
    struct mdg_hold hold = mdg_hold(m);
    size_t before = m->used;
    for (int i = 0; i < 1000000; i++) {
        MDG_PUSH(m, &v[0], i);
        MDG_KEEP_PUSH(m, &v[1], -i);
    }
    bool same = true;
    for (int i = 0; i < 1000000; i++) {
        same = same && v[0].data[i] == i && v[1].data[i] == -i;
    }
    CU_ASSERT(same);
    /* what a large array leaves when it moves is not kept: 2 arrays of 2^20 numbers, not of
     * 2^21 */
    CU_ASSERT(m->used - before < 2 * sizeof(int) * ((1u << 20) + (1u << 16)));
    mdg_release(m, hold);
    CU_ASSERT_EQUAL(v[1].data[999999], -999999);
    mdg_free(m);
}

static void an_old_array_stays_in_a_hold(void)
{
    struct mdg *m = mdg_new();
    unsigned char *large = mdg_alloc(m, 100000, 1);
    memset(large, 5, 100000);
    struct mdg_hold hold = mdg_hold(m);
    mdg_alloc(m, 200000, 1);
    mdg_alloc(m, 10, 1);
    mdg_release(m, hold);
    CU_ASSERT(large[0] == 5 && large[99999] == 5);
    mdg_free(m);
}

static void the_limit_holds(void)
{
    struct mdg *m = mdg_new();
    m->cap = 1000000;
    for (int k = 0; k < 100; k++) { /* what was given back does not count */
        struct mdg_hold hold = mdg_hold(m);
        mdg_alloc(m, 900000, 1);
        mdg_release(m, hold);
    }
    CU_ASSERT(!m->over_cap);
    mdg_alloc(m, 500000, 1);
    jmp_buf jump;
    m->raise = algebra_jump;
    m->raise_to = &jump;
    if (setjmp(jump) == 0) {
        mdg_alloc(m, 600000, 1);
        CU_FAIL("the limit was not seen");
    }
    CU_ASSERT(m->over_cap);
    CU_ASSERT_EQUAL(m->status, MDG_EIO);
    mdg_free(m);
}

int main(void)
{
    static const struct algebra_test tests[] = {
        TEST(pieces_are_zero_also_where_memory_is_used_again),
        TEST(pieces_do_not_overlap),
        TEST(release_gives_back),
        TEST(arrays_move_whole),
        TEST(an_old_array_stays_in_a_hold),
        TEST(the_limit_holds),
        {NULL, NULL},
    };
    return algebra_main("mem", tests);
}
