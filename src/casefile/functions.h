// The functions that SQL over a case file has besides SQLite's own.
#pragma once

struct sqlite3;

namespace assay::casefile {

// quote_text(x)       text of an image made safe to show, as base/quote.h does it
// mask_text(x)        a secret as base/mask.h shows it
// basename(x)         what stands behind the last '/'
// starts_with(x, y)   whether the bytes of x start with those of y; NULL where one is NULL
// ends_with(x, y)     whether they end with them
// bits_apart(x, y)    in how many bits two hexadecimal texts of equal length differ; else NULL
// Unlike LIKE, they tell upper from lower case and take text that is no UTF-8.
void add_functions(sqlite3* database);

}  // namespace assay::casefile
