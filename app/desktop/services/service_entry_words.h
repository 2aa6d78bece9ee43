// SPDX-License-Identifier: MIT
// What an entry of a service can be, and what NSX would refuse about it.
#pragma once

#include "base/result.h"
#include "model/service.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::desktop {

/// What can be chosen for an entry: a kind, with its protocol where it has several.
struct EntrySort {
    model::ServiceEntryKind kind = model::ServiceEntryKind::L4PortSet;
    QString protocol; ///< TCP, UDP, ICMPv4, ICMPv6; empty for the others
    QString text;
};

/// The usual ones first.
[[nodiscard]] const std::vector<EntrySort>& entrySorts();
/// Its index in entrySorts(), or -1 for what only a newer manager knows.
[[nodiscard]] int sortIndexOf(const model::ServiceEntry& entry);
/// An entry of that sort; what still fits of `before` is kept, its id too.
[[nodiscard]] model::ServiceEntry withSort(const model::ServiceEntry& before,
                                           const EntrySort& sort);
/// NSX 4.2 Policy API, ALGTypeServiceEntry.alg.
[[nodiscard]] const QStringList& algWords();

/// "443, 8000-8100" as NSX has it. InvalidInput, the remedy a sentence, for what is no port, no
/// range, or more than 15 values, a range being two (NSX 4.2 Policy API, L4PortSetServiceEntry).
[[nodiscard]] Result<QStringList> portsFrom(const QString& text);
/// A whole number up to `most`, also as "0x0806"; nothing for an empty text.
[[nodiscard]] Result<std::optional<int>> numberFrom(const QString& text, int most);

/// "TCP 8443, 9000-9100", "udp/53": the entry that such a name stands for; nothing for others.
[[nodiscard]] std::optional<model::ServiceEntry> entryFromWords(const QString& words);

/// Why NSX would refuse the entry; empty if it would not (NSX 4.2 Policy API, ServiceEntry).
[[nodiscard]] QString entryProblem(const model::ServiceEntry& entry);

} // namespace bulkhead::desktop
