// SPDX-License-Identifier: MIT
// Confirmers for clients that can put a form before their person, one for each era.
#pragma once

#include "mcp/confirmation_desk.h"

namespace bulkhead::mcp {

/// Sends `elicitation/create` while the call stays open, and waits ten minutes at most.
class LegacyConfirmer final : public CallConfirmer {
public:
    LegacyConfirmer(std::shared_ptr<ClientRequests> clientRequests, const Request& request)
        : m_clientRequests(std::move(clientRequests)),
          m_dialect(request.dialect),
          m_client(request.client) {}
    [[nodiscard]] Task<guard::Confirmation> ask(guard::Question question,
                                                CancellationToken token) override;

private:
    std::shared_ptr<ClientRequests> m_clientRequests;
    Dialect m_dialect;
    ClientFacts m_client;
};

/// Ends the first call with `input_required` and a sealed state; the second call brings the state
/// and the person's answer (MCP 2026-07-28, multi round-trip requests). The state must be about
/// exactly this question.
class ModernConfirmer final : public CallConfirmer {
public:
    ModernConfirmer(std::shared_ptr<Seal> seal, const Request& request)
        : m_seal(std::move(seal)), m_request(request) {}
    /// The request is a second round: it brings a state and the answer to our question.
    [[nodiscard]] static bool isAnswered(const Request& request);
    [[nodiscard]] Task<guard::Confirmation> ask(guard::Question question,
                                                CancellationToken token) override;

private:
    [[nodiscard]] guard::Confirmation sendQuestion(const guard::Question& question);
    [[nodiscard]] guard::Confirmation judge(const guard::Question& question, SealState state,
                                            const QJsonObject& answer);

    std::shared_ptr<Seal> m_seal;
    Request m_request;
};

/// Why a sealed statement was not taken, for the answer; not for Valid.
[[nodiscard]] guard::Confirmation refusedSeal(SealState state, const guard::Question& question,
                                              const QString& what);

} // namespace bulkhead::mcp
