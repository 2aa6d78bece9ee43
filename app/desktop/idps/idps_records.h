// SPDX-License-Identifier: MIT
// The rows of the IDPS place's tables, made from what the operations answer.
#pragma once

#include "desktop/widgets/record_table_model.h"
#include "snapshot/snapshot.h"

#include <QJsonObject>

namespace bulkhead::desktop {

// `snapshot` may be null: then paths stay what they are.

[[nodiscard]] std::vector<RecordColumn> clusterColumns();
[[nodiscard]] std::vector<Record> clusterRecords(const QJsonObject& status);

[[nodiscard]] std::vector<RecordColumn> eventColumns();
[[nodiscard]] std::vector<Record> eventRecords(const QJsonObject& events,
                                               const snapshot::SnapshotPointer& snapshot);

[[nodiscard]] std::vector<RecordColumn> idpsRuleColumns();
[[nodiscard]] std::vector<Record> idpsRuleRecords(const QJsonObject& rules,
                                                  const snapshot::SnapshotPointer& snapshot);

[[nodiscard]] std::vector<RecordColumn> profileColumns();
/// With the rules that use each.
[[nodiscard]] std::vector<Record> profileRecords(const QJsonObject& profiles,
                                                 const QJsonObject& rules);

[[nodiscard]] std::vector<RecordColumn> signatureColumns();
[[nodiscard]] std::vector<Record> signatureRecords(const QJsonObject& signatures);

/// "Detect and prevent", "Detect", "Off"; a dash if unknown.
[[nodiscard]] QString modeWords(const QString& mode);
/// "today 14:02", "yesterday 09:10", "20 Nov 14:02" in local time; a dash if unknown.
[[nodiscard]] QString momentWords(const QString& isoTime);
/// The machines of an event as chips that lead to them.
[[nodiscard]] ChipCell eventMachines(const QJsonObject& event,
                                     const snapshot::SnapshotPointer& snapshot);

} // namespace bulkhead::desktop
