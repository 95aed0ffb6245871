/* Coverage-guided fuzzing of the front end: the first byte says which outputs are made, the
 * rest is a spec as it stands in a file. Whatever it is, it ends in a text or in one error.
 */
#include "run.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    char *text = malloc(size); /* exactly as long as it is, for the address sanitizer */
    if (!text) {
        return 0;
    }
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    (void)run_spec(text, size - 1, data[0]);
    free(text);
    return 0;
}
