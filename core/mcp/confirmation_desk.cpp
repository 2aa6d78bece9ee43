// SPDX-License-Identifier: MIT
#include "mcp/confirmation_desk.h"

#include "mcp/form_confirmers.h"
#include "mcp/formless_confirmers.h"

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

ConfirmationDesk::ConfirmationDesk(DestructivePolicy policy, ClientRequests::Send send)
    : m_policy(policy), m_clientRequests(std::make_shared<ClientRequests>(std::move(send))) {}

ConfirmationDesk::~ConfirmationDesk() {
    m_clientRequests->close(); // questions may outlive the server, but have nobody to go to
}

std::shared_ptr<CallConfirmer> ConfirmationDesk::confirmerFor(const Request& request,
                                                              QJsonObject& arguments) const {
    QString token;
    if (givesTokens()) {
        token = arguments.take(kTokenArgument).toString();
    }
    if (m_policy == DestructivePolicy::Deny) {
        return std::make_shared<DenyingConfirmer>();
    }
    // A round that brings the answer needs no more from the client than it has given.
    if (request.dialect.isModern() &&
        (request.client.canElicitForms || ModernConfirmer::isAnswered(request))) {
        return std::make_shared<ModernConfirmer>(m_seal, request);
    }
    if (request.client.canElicitForms) {
        return std::make_shared<LegacyConfirmer>(m_clientRequests, request);
    }
    switch (m_policy) {
    case DestructivePolicy::Token:
        return std::make_shared<TokenConfirmer>(m_seal, request, token);
    case DestructivePolicy::Allow:
        return std::make_shared<AllowingConfirmer>();
    default:
        return std::make_shared<FormlessConfirmer>(request);
    }
}

} // namespace bulkhead::mcp
