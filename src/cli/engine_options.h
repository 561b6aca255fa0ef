// Options of the verbs that open an image: how it is confined, how many threads, which limits.
#pragma once

#include "cli/arguments.h"
#include "cli/progress_line.h"
#include "pipeline/scan.h"

namespace assay::cli {

constexpr std::string_view sandbox_choices[] = {"full", "weak", "none"};

constexpr Option sandbox_option = {
    .name = "sandbox",
    .kind = ValueKind::choice,
    .value = "LEVEL",
    .help =
        "how the process that reads the image is confined: full (every layer, or the image is "
        "not opened), weak (the layers that this machine has) or none",
    .default_value = "full",
    .choices = sandbox_choices,
};

constexpr Option threads_option = {
    .name = "threads",
    .letter = 't',
    .kind = ValueKind::count,
    .value = "N",
    .help = "work on N threads; the result is the same for any number (default: one a processor)",
    .least = 1,
    .most = 64,
};

constexpr Option max_memory_option = {
    .name = "max-memory",
    .kind = ValueKind::size,
    .value = "SIZE",
    .help = "address space of the process that reads the image",
    .default_value = "8G",
};

// How the engine is run, with a progress line that is ticked. `line` must outlive what is given.
pipeline::Isolation isolation_of(const Arguments& arguments, ProgressLine& line);

unsigned threads_of(const Arguments& arguments);

// For a scan into `case_path`, with those options that every verb has that opens an image.
pipeline::ScanOptions scan_options(const Arguments& arguments, const std::string& case_path,
                                   ProgressLine& line);

}  // namespace assay::cli
