/* Included before generated code: its blocks have one row each, so that a few rows are many
 * blocks, and five rows are cut into parts. */
#include "mdrt.h"
#define mdrt_block_rows(...) ((void)(mdrt_block_rows)(__VA_ARGS__), 1)
