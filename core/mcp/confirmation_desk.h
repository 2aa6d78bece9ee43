// SPDX-License-Identifier: MIT
// ConfirmationDesk: chooses how one tool call's person is asked, and what is answered meanwhile.
#pragma once

#include "guard/confirmer.h"
#include "mcp/client_requests.h"
#include "mcp/request.h"
#include "mcp/seal.h"
#include "mcp/server_options.h"
#include "ops/operation.h"

#include <QJsonObject>

#include <memory>
#include <optional>

namespace bulkhead::mcp {

/// The argument by which a token comes back; it never reaches the operation or the audit trail.
inline constexpr QLatin1StringView kTokenArgument{"confirmation_token"};

/// What a call is answered with instead of its failure. One of the three.
struct Detour {
    std::optional<QJsonObject> inputRequired; ///< 2026-07-28: ask the person and call again
    QString toolError;                        ///< a token, with all that its person must know
    int errorCode = 0;                        ///< a JSON-RPC error
    QString errorText = {};
    QJsonValue errorData = QJsonValue(QJsonValue::Undefined);
};

/// A confirmer of one tool call.
class CallConfirmer : public guard::Confirmer {
public:
    /// Set by `ask` when its question, or the refusal to ask, needs an answer of its own.
    [[nodiscard]] const std::optional<Detour>& detour() const { return m_detour; }

protected:
    std::optional<Detour> m_detour;
};

/// One per server; its seal is as old as the process. Lives on the server's thread.
class ConfirmationDesk final {
public:
    ConfirmationDesk(DestructivePolicy policy, ClientRequests::Send send);
    ~ConfirmationDesk();
    ConfirmationDesk(const ConfirmationDesk&) = delete;
    ConfirmationDesk& operator=(const ConfirmationDesk&) = delete;

    /// For one call of a destructive operation. Takes the token out of `arguments`.
    [[nodiscard]] std::shared_ptr<CallConfirmer> confirmerFor(const Request& request,
                                                              QJsonObject& arguments) const;
    /// True if destructive tools take a `confirmation_token`.
    [[nodiscard]] bool givesTokens() const { return m_policy == DestructivePolicy::Token; }
    [[nodiscard]] const ClientRequests& clientRequests() const { return *m_clientRequests; }

private:
    DestructivePolicy m_policy;
    std::shared_ptr<Seal> m_seal = std::make_shared<Seal>();
    std::shared_ptr<ClientRequests> m_clientRequests;
};

} // namespace bulkhead::mcp
