// SPDX-License-Identifier: MIT
// The words of traceflows in plain language.
#pragma once

#include "model/traceflow.h"

#include <QString>

namespace bulkhead::model {

// Clean text, no full stop, reads on after "because" or a colon. A word that this version does not
// know is shown as it came, cleaned. Sources: NSX 4.2 API, the enumerations of
// TraceflowObservationDropped, Traceflow and TraceflowObservation.

/// Why a packet was dropped: `reason`, with `arp_fail_reason` or `ipsec_fail_reason` where they say
/// more. Empty if the manager gave no reason.
[[nodiscard]] QString dropReasonInWords(const TraceObservation& observation);

/// What kept a trace from running: `request_status`. Empty for SUCCESS and for no word.
[[nodiscard]] QString requestStatusInWords(const QString& requestStatus);

/// "distributed firewall", "segment seg-web", "Tier-1 gateway t1-prod", …
[[nodiscard]] QString componentInWords(const TraceObservation& observation);

/// "received", "forwarded", …; the type itself where it is not known.
[[nodiscard]] QString stepInWords(const TraceObservation& observation);

/// What else an observation says, e.g. "next hop 10.0.0.1", "to esx-02.lab"; may be empty.
[[nodiscard]] QString detailInWords(const TraceObservation& observation);

} // namespace bulkhead::model
