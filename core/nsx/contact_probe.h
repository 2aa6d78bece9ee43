// SPDX-License-Identifier: MIT
// probeContact: what can be learnt of a manager before anything is sent to it.
#pragma once

#include "base/cancellation.h"
#include "base/task.h"
#include "config/target.h"
#include "nsx/certificate_facts.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace bulkhead::nsx {

/// The way to a manager in three steps. The first error ends it; later steps are then unknown.
struct Contact {
    QStringList addresses; ///< what the name stands for; empty if a proxy looks it up
    QString proxy;         ///< "host:port" of the proxy in between; empty: none
    std::optional<Error> nameError;
    bool isConnected = false;
    std::optional<Error> connectError;
    std::vector<CertificateFacts> chain; ///< the manager's own first; empty if no handshake came
    QString protocol;                    ///< "TLSv1.3"
    bool isTrusted = false;              ///< as the target's settings judge it (nsx/trust.h)
    std::optional<Error> tlsError;
};

/// Looks the name up, connects, and shakes hands; sends no byte of HTTP and no password, so it may
/// be asked of a host that nobody trusts yet. Takes the target's time-out a step at most. Fails
/// with Configuration if a certificate file or the proxy cannot be used, with Cancelled; everything
/// else is in the Contact.
[[nodiscard]] Task<Contact> probeContact(config::Target target, CancellationToken token);

} // namespace bulkhead::nsx
