// SPDX-License-Identifier: MIT
// Confirmers for clients that cannot ask their person, one for each DestructivePolicy.
#pragma once

#include "mcp/confirmation_desk.h"

namespace bulkhead::mcp {

/// --destructive deny: for every client.
class DenyingConfirmer final : public CallConfirmer {
public:
    [[nodiscard]] Task<guard::Confirmation> ask(guard::Question question,
                                                CancellationToken token) override;
};

/// --destructive confirm: refuses, and says how it could be asked. In 2026-07-28 there is an error
/// code for that.
class FormlessConfirmer final : public CallConfirmer {
public:
    explicit FormlessConfirmer(const Request& request) : m_isModern(request.dialect.isModern()) {}
    [[nodiscard]] Task<guard::Confirmation> ask(guard::Question question,
                                                CancellationToken token) override;

private:
    bool m_isModern;
};

/// --destructive token: the first call gets a token that is bound to exactly this question, the
/// second brings it back. An agent can do both alone: whoever starts the server knows that.
class TokenConfirmer final : public CallConfirmer {
public:
    TokenConfirmer(std::shared_ptr<Seal> seal, const Request& request, QString token)
        : m_seal(std::move(seal)), m_client(request.client), m_token(std::move(token)) {}
    [[nodiscard]] Task<guard::Confirmation> ask(guard::Question question,
                                                CancellationToken token) override;

private:
    std::shared_ptr<Seal> m_seal;
    ClientFacts m_client;
    QString m_token;
};

/// --destructive allow.
class AllowingConfirmer final : public CallConfirmer {
public:
    [[nodiscard]] Task<guard::Confirmation> ask(guard::Question question,
                                                CancellationToken token) override;
};

} // namespace bulkhead::mcp
