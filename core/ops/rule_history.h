// SPDX-License-Identifier: MIT
// What this computer has recorded of rule hits, for operations: read, recorded, put into results.
#pragma once

#include "hits/hit_track.h"
#include "ops/operation.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace bulkhead::ops {

/// The days of which history tells hits: the last 7, 30 and 90.
inline constexpr int kHistoryDays = 90;

/// The folder of rules that a policy's path begins: "<policy>/rules/".
[[nodiscard]] QString rulesBelow(const QString& policyPath);

/// Records what the manager of this call just said, then reads as readHistory. Counters that were
/// read anyway are recorded whoever asks, so that a history grows without a window.
[[nodiscard]] Task<hits::HitTablePointer> recordHistory(Call call, hits::HitPass pass, int days,
                                                        QString below);
/// The recorded history of the rules below a path (hits/hit_file.h), also of a snapshot's manager.
/// An empty table if nothing was recorded; fails if the file cannot be read.
[[nodiscard]] Task<hits::HitTablePointer> readHistory(Call call, int days, QString below);

/// One rule's, for a result; null if it was never watched.
[[nodiscard]] QJsonValue formatHistory(const hits::HitTable& table, const QString& rulePath,
                                       qint64 now);
[[nodiscard]] QJsonObject historySchema();

} // namespace bulkhead::ops
