// SPDX-License-Identifier: MIT
// Tags from a CSV file: what each line would do, and what is wrong with it.
#pragma once

#include "desktop/inventory/tag_edit.h"

#include <QString>

#include <vector>

namespace bulkhead::desktop {

enum class CsvOutcome : quint8 {
    Adds,
    HasAlready,
    Mistake, ///< the line is left out
};

/// One line of the file; texts are clean.
struct TagCsvLine {
    int number = 0;    ///< in the file, from 1
    QString machine;   ///< as it is written there
    QString machineId; ///< empty if no single machine is meant
    model::Tag tag;
    CsvOutcome outcome = CsvOutcome::Mistake;
    QString sentence; ///< what it does, or what is wrong
};

/// A file against a snapshot.
struct TagCsv {
    std::vector<TagCsvLine> lines;
    TagPlan plan; ///< the lines without mistakes
    int added = 0;
    int mistakes = 0;
};

/// Three columns: virtual machine (name or external id), scope, tag; a first line of such words is
/// a heading. InvalidInput if it is no CSV at all (base/csv.h) or has nothing in it. Pure; linear
/// in the lines and machines.
[[nodiscard]] Result<TagCsv> readTagCsv(const QString& text, const snapshot::Snapshot& snapshot);

} // namespace bulkhead::desktop
