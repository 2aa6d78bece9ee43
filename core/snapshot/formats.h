// SPDX-License-Identifier: MIT
// The file formats of a snapshot, as bytes in and bytes out. No files are touched here.
#pragma once

#include "snapshot/snapshot.h"

#include <QByteArray>

namespace bulkhead::snapshot {

/// Reads a snapshot from the bytes of our own file, an H-API bundle (as people PATCH it to a
/// manager, Postman `{{variables}}` included) or np-guard's container. `name` is the file's name
/// for errors and for `Origin::place`. Fails with InvalidInput that says where it breaks; nothing
/// half-read is ever returned.
[[nodiscard]] Result<SnapshotPointer> read(const QByteArray& bytes, const QString& name);

/// Our own format: `{"format": "bulkhead-snapshot", "version": 1, "origin", "infra" (an H-API
/// tree that can be PATCHed back), "virtual_machines", "vifs"}`. Reads back equal.
[[nodiscard]] QByteArray write(const Snapshot& snapshot);

/// Adds the objects of one H-API tree (the answer to `GET /policy/api/v1/infra?filter=…`, or a
/// bundle) to `content`. `what` names the source in errors.
[[nodiscard]] Result<void> addHierarchy(Content& content, const QByteArray& infraJson,
                                        const QString& what);

/// Adds one page of `GET /api/v1/fabric/virtual-machines` or `…/vifs`; returns the envelope's
/// cursor (empty on the last page) and how many results the page had.
struct Page {
    QString cursor;
    qsizetype results = 0;
    std::optional<qint64> resultCount;
};
[[nodiscard]] Result<Page> addMachinePage(Content& content, const QByteArray& json,
                                          const QString& what);
[[nodiscard]] Result<Page> addInterfacePage(Content& content, const QByteArray& json,
                                            const QString& what);

} // namespace bulkhead::snapshot
