// SQLite 3 databases, read as bytes: no statement of the file is ever run.
//
//   header     0 "SQLite format 3\0" | 16 page size, be16, 1 for 65536 | 20 bytes reserved at the
//   end
//              of each page | 56 encoding, be32, 1 for UTF-8 | 100 the first page's tree
//   page       0 kind: 5 inner page, 13 leaf of a table | 3 number of cells, be16 | 8 right child,
//              be32, of inner pages | 8 or 12 offsets of the cells, be16 each
//   inner cell be32 child, varint row number
//   leaf cell  varint size of the record, varint row number, the record, be32 page where it goes on
//   record     varint size of its header, varint type of each value, the values
//   type       0 NULL, 1-6 integers of 1 2 3 4 6 8 bytes, 7 float, 8 zero, 9 one, from 12 on even:
//              BLOB of (n - 12) / 2 bytes, odd: text of (n - 13) / 2
//
// The tree of page 1 has a row for each table: kind, name, table, first page, statement. A page is
// read once, so that trees that lead in circles end. Only the part of a record on its own page is
// read.
//
// Source: "Database File Format", sqlite.org/fileformat2.html, clauses 1.3, 1.6, 2.1.
#include <fmt/core.h>

#include <algorithm>

#include "base/endian.h"
#include "formats/table_rows.h"

namespace assay::formats {
namespace {

constexpr std::uint8_t inner_page = 5;
constexpr std::uint8_t leaf_page = 13;

// The number at the start of `bytes`, which is taken off: 7 bits a byte, highest first, 9 bytes at
// most. Errors: truncated.
Result<std::uint64_t> take_varint(Bytes& bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 9 && i < bytes.size(); i++) {
    const std::uint8_t byte = bytes[i];
    value = i == 8 ? value << 8U | byte : value << 7U | (byte & 0x7fU);
    if (i < 8 && byte >= 0x80) continue;
    bytes = bytes.subspan(i + 1);
    return value;
  }
  return fail(ErrorCode::truncated, "a number of SQLite is cut short");
}

std::uint64_t size_of_type(std::uint64_t type) {
  constexpr std::uint64_t sizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
  return type < 12 ? sizes[type] : (type - 12) / 2;
}

// A big-endian integer of SQLite's; page numbers are positive.
std::uint64_t number_of(Bytes bytes) {
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8U | byte;
  return value;
}

struct Table {
  std::string_view name;
  std::vector<std::string_view> columns;
  std::uint64_t root = 0;
};

class SqliteFile {
 public:
  SqliteFile(Bytes bytes, const TakeRow& take) : bytes_(bytes), take_(take) {}

  std::vector<FormatProblem> read() {
    if (const auto usable = open(); !usable) {
      complain(usable.error(), {0, std::min<std::uint64_t>(bytes_.size(), 100)});
      return std::move(problems_);
    }
    seen_.resize(bytes_.size() / page_size_ + 1);
    const std::vector<std::string_view> schema = {"type", "name", "tbl_name", "rootpage", "sql"};
    read_tree(1, schema, [&](const std::vector<TableCell>& cells, Range) { add_table(cells); });
    for (const Table& table : tables_) {
      read_tree(table.root, table.columns, [&](const std::vector<TableCell>& cells, Range range) {
        take_({table.name, table.columns, cells, range});
      });
    }
    if (cut_rows_ > 0)
      complain({ErrorCode::limit,
                fmt::format("{} rows go on on further pages, which are not read", cut_rows_)},
               first_cut_);
    return std::move(problems_);
  }

 private:
  Result<void> open() {
    using namespace std::string_view_literals;
    if (!as_text(bytes_).starts_with("SQLite format 3\0"sv))
      return fail(ErrorCode::corrupt, "no SQLite database");
    if (bytes_.size() > sqlite_size_max)
      return fail(ErrorCode::limit, fmt::format("a database of {} bytes, {} at most", bytes_.size(),
                                                sqlite_size_max));
    page_size_ = TRY(assay::read<be16>(bytes_, 16));
    if (page_size_ == 1) page_size_ = 65536;
    if (page_size_ < 512 || (page_size_ & (page_size_ - 1)) != 0)
      return fail(ErrorCode::corrupt, fmt::format("SQLite pages of {} bytes", page_size_));
    usable_ = page_size_ - TRY(slice(bytes_, {20, 1}))[0];
    const std::uint32_t encoding = TRY(assay::read<be32>(bytes_, 56));
    if (encoding != 1)
      return fail(ErrorCode::unsupported, fmt::format("SQLite text encoding {}", encoding));
    return {};
  }

  void complain(const Error& error, Range range) {
    if (problems_.size() < 16) problems_.push_back({error, range});
  }

  void add_table(const std::vector<TableCell>& cells) {
    if (cells.size() < 5 || cells[0].text != "table" || !cells[1].present || !cells[4].present)
      return;
    const auto root = slice(bytes_, cells[3].range);
    if (!root || root->empty() || tables_.size() == tables_max) return;
    tables_.push_back({cells[1].text, columns_of_create(cells[4].text), number_of(*root)});
  }

  template <class Take>
  void read_tree(std::uint64_t root, const std::vector<std::string_view>& columns,
                 const Take& take) {
    std::vector<std::uint64_t> pages = {root};
    while (!pages.empty() && rows_ < table_rows_max) {
      const std::uint64_t number = pages.back();
      pages.pop_back();
      if (number == 0 || number > seen_.size() || seen_[number - 1]) {
        complain({ErrorCode::corrupt,
                  fmt::format(
                      "a tree names page {}, which is {}", number,
                      number == 0 || number > seen_.size() ? "none of the file's" : "another's")},
                 {0, 100});
        continue;
      }
      seen_[number - 1] = true;
      const Range place{(number - 1) * page_size_, page_size_};
      const auto page = slice(bytes_, place);
      if (!page) {
        complain(page.error(), {0, 100});
        continue;
      }
      if (const auto done = read_page(*page, place.offset, columns.size(), pages, take); !done)
        complain(done.error(), place);
    }
    if (rows_ == table_rows_max) {
      rows_++;
      complain({ErrorCode::limit, fmt::format("only {} rows are read", table_rows_max)}, {0, 100});
    }
  }

  template <class Take>
  Result<void> read_page(Bytes page, std::uint64_t offset, std::size_t columns,
                         std::vector<std::uint64_t>& pages, const Take& take) {
    const std::uint64_t start = offset == 0 ? 100 : 0;
    const std::uint8_t kind = TRY(slice(page, {start, 1}))[0];
    if (kind != inner_page && kind != leaf_page)
      return fail(ErrorCode::corrupt, fmt::format("a page of kind {} in a table's tree", kind));
    const std::uint16_t count = TRY(assay::read<be16>(page, start + 3));
    const std::uint64_t pointers = start + (kind == inner_page ? 12 : 8);
    if (kind == inner_page) pages.push_back(TRY(assay::read<be32>(page, start + 8)));
    std::vector<TableCell> cells;
    // From the last on, so that what is pushed comes off in order.
    for (std::uint64_t i = count; kind == inner_page && i-- > 0;) {
      const std::uint16_t at = TRY(assay::read<be16>(page, pointers + 2 * i));
      pages.push_back(TRY(assay::read<be32>(page, at)));
    }
    for (std::uint64_t i = 0; kind == leaf_page && i < count && rows_ < table_rows_max; i++) {
      const std::uint16_t at = TRY(assay::read<be16>(page, pointers + 2 * i));
      cells.clear();
      rows_++;
      const Range range = TRY(read_row(page, at, offset, columns, cells));
      if (range.size != 0) take(cells, range);
    }
    return {};
  }

  // The cells of the leaf cell at `at` of a page that stands at `offset`, and where it stands.
  Result<Range> read_row(Bytes page, std::uint64_t at, std::uint64_t offset, std::size_t columns,
                         std::vector<TableCell>& cells) {
    const Bytes whole =
        TRY(slice_from(page.first(std::min<std::size_t>(usable_, page.size())), at));
    Bytes rest = whole;
    const std::uint64_t size = TRY(take_varint(rest));
    TRY(take_varint(rest));
    const Bytes record = rest.first(std::min<std::size_t>(here(size), rest.size()));
    const std::uint64_t record_at = offset + at + (whole.size() - rest.size());
    Bytes types = record;
    const std::uint64_t types_size = TRY(take_varint(types));
    const std::size_t taken = record.size() - types.size();
    if (types_size < taken || types_size > record.size())
      return fail(ErrorCode::corrupt, fmt::format("a record's header of {} bytes", types_size));
    types = types.first(types_size - taken);
    std::uint64_t value = types_size;
    while (!types.empty() && cells.size() < std::min(columns, table_columns_max)) {
      const std::uint64_t type = TRY(take_varint(types));
      const std::uint64_t bytes = size_of_type(type);
      TableCell cell;
      if (const auto inside = slice(record, {value, bytes})) {
        cell.range = {record_at + value, bytes};
        cell.present = type >= 13 && type % 2 == 1 && bytes <= cell_size_max;
        if (cell.present) cell.text = as_text(*inside);
      }
      cells.push_back(cell);
      if (bytes > record.size() - value) {  // the rest stands on other pages
        if (cut_rows_++ == 0) first_cut_ = {offset + at, 1};
        break;
      }
      value += bytes;
    }
    return Range{offset + at, record_at + record.size() - offset - at};
  }

  // How much of a record of `size` bytes stands on the leaf itself.
  std::uint64_t here(std::uint64_t size) const {
    if (usable_ < 480) return 0;
    const std::uint64_t most = usable_ - 35;
    if (size <= most) return size;
    const std::uint64_t least = (usable_ - 12) * 32 / 255 - 23;
    const std::uint64_t wanted = least + (size - least) % (usable_ - 4);
    return wanted <= most ? wanted : least;
  }

  Bytes bytes_;
  const TakeRow& take_;
  std::uint64_t page_size_ = 0;
  std::uint64_t usable_ = 0;  // bytes of a page
  std::vector<bool> seen_;    // pages
  std::vector<Table> tables_;
  std::size_t rows_ = 0;
  std::size_t cut_rows_ = 0;  // those that go on on other pages
  Range first_cut_;
  std::vector<FormatProblem> problems_;
};

}  // namespace

std::vector<FormatProblem> read_sqlite_rows(Bytes bytes, const TakeRow& take) {
  return SqliteFile(bytes, take).read();
}

}  // namespace assay::formats
