// SPDX-License-Identifier: MIT
// The hash chain over our audit rows: what a link is and how the next one is made.
#pragma once

#include "guard/audit_schema.h"

#include <QVariantList>

#include <cstdint>

namespace bulkhead::guard {

// A link says: after link N-1 with that hash, this row had this content. So a row that is changed
// or removed contradicts its link, and a link that is changed, removed or moved contradicts the
// next one; the head of the file contradicts a missing newest link. What it cannot prove: whoever
// may write the file and knows this format can make a whole new chain, or cut off the newest links
// and rows and correct the head. Against that, note the head's hash elsewhere (`audit verify`
// prints it and finds it again).

enum class ChainEvent : std::uint8_t {
    Begin, ///< the row as it was before the call: interrupted, no result, no duration
    Finish,
};

/// "begin" or "finish", as the table has it.
[[nodiscard]] QString chainEventName(ChainEvent event);

/// SHA-256 over the columns of a row, each with its length. `values` are in the order of
/// auditColumns(). With Begin, the columns that finishing changes count as they were before, so
/// that both links of a row can be checked at any time.
[[nodiscard]] QString rowHash(QVariantList values, ChainEvent event);

/// What the next link after `previous` has as its hash.
[[nodiscard]] QString linkHash(const QString& previous, qint64 link, qint64 row,
                               const QString& event, const QString& rowHash);

/// Adds the link of a row that stands in the file. Inside a write transaction only.
[[nodiscard]] Result<void> appendLink(SqliteFile& file, qint64 row, ChainEvent event);

/// The newest link, and where the file's chain began. Fails on a file without a chain.
struct ChainEnds {
    ChainHead head;
    ChainHead anchor;
};
[[nodiscard]] Result<ChainEnds> chainEnds(SqliteFile& file);

/// Whether the file has that very link.
[[nodiscard]] Result<bool> hasLink(SqliteFile& file, const ChainHead& link);

} // namespace bulkhead::guard
