// SPDX-License-Identifier: MIT
// FlowEnd: where a trace starts or ends, from what a person typed, with what keeps it from running.
#pragma once

#include "base/ip_range.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::desktop {

class Document;

enum class EndRole : quint8 { Source, Destination };

/// All texts are clean. Found in the snapshot alone: the operation checks again on the manager.
struct FlowEnd {
    QString typed; ///< trimmed; empty: nothing was typed yet
    QString machineId;
    QString machineName;
    QString portPath;                 ///< typed as a port of nobody's machine
    std::optional<IpAddress> address; ///< typed, or the only one of the machine
    bool isAddressTyped = false;
    QString segmentPath;
    bool isOnVlan = false;
    QString words;   ///< what was understood: "10.10.10.11 · segment web · esx-1"
    QString problem; ///< why no trace can run from or to here; empty if one can
    QString warning; ///< what a person should know beforehand; may be empty

    [[nodiscard]] bool isUsable() const { return !typed.isEmpty() && problem.isEmpty(); }
    /// "web-01", else the address or port.
    [[nodiscard]] QString label() const;
};

/// Understands a machine's name or id, an address, or a segment port's name or path. O(machines).
[[nodiscard]] FlowEnd flowEnd(const Document& document, const QString& typed, EndRole role);

/// Something to choose while typing.
struct EndCandidate {
    QString inserted; ///< the name where it is unique, else the id
    QString shown;    ///< "web-01   10.10.10.11 · web"
};

/// Every machine that has an interface, by name; found by name, address and segment alike.
[[nodiscard]] std::vector<EndCandidate> endCandidates(const Document& document);

} // namespace bulkhead::desktop
