// SPDX-License-Identifier: MIT
#include "mcp/formless_confirmers.h"

#include "mcp/elicitation.h"
#include "mcp/form_confirmers.h"
#include "mcp/message.h"

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

guard::Confirmation unavailable(const QString& remedy) {
    guard::Confirmation answer;
    answer.answer = guard::Answer::Unavailable;
    answer.remedy = remedy;
    return answer;
}

} // namespace

Task<guard::Confirmation> DenyingConfirmer::ask(guard::Question question,
                                                CancellationToken /*token*/) {
    guard::Confirmation denied =
        unavailable(u"Do not try it again: this server was started with --destructive deny. "
                    u"dry_run still shows what would happen."_s);
    denied.problem = question.title + u" is denied by this server"_s;
    co_return denied;
}

Task<guard::Confirmation> FormlessConfirmer::ask(guard::Question question,
                                                 CancellationToken /*token*/) {
    const QString remedy =
        u"Use a client with elicitation, or have the person do it with the command line or the "
        u"desktop. Whoever starts this server can choose --destructive token or allow."_s;
    if (m_isModern) {
        Detour detour;
        detour.errorCode = kMissingCapability;
        detour.errorText = question.title +
                           u" needs a person's confirmation by elicitation in form mode; nothing "
                           u"was changed. "_s +
                           remedy;
        const QJsonObject form{{u"form"_s, QJsonObject()}};
        detour.errorData =
            QJsonObject{{u"requiredCapabilities"_s, QJsonObject{{u"elicitation"_s, form}}}};
        m_detour = detour;
    }
    co_return unavailable(remedy);
}

Task<guard::Confirmation> TokenConfirmer::ask(guard::Question question,
                                              CancellationToken /*token*/) {
    if (m_token.isEmpty()) {
        Detour detour;
        detour.toolError =
            u"Nothing was changed yet. Show your person all of this and ask whether it may be "
            u"done:\n\n%1\n\nOnly after a yes, call %2 again with the same arguments and "
            u"confirmation_token %3 within ten minutes. It is good for one call, as long as "
            u"nobody changes the object."_s.arg(
                questionText(question), question.operation,
                m_seal->close(SealPurpose::Token, question.fingerprint));
        m_detour = detour;
        guard::Confirmation asked;
        asked.answer = guard::Answer::Asked;
        co_return asked;
    }
    const SealState state = m_seal->open(SealPurpose::Token, m_token, question.fingerprint);
    if (state != SealState::Valid) {
        co_return refusedSeal(state, question, u"confirmation_token"_s);
    }
    guard::Confirmation confirmed;
    confirmed.answer = guard::Answer::Confirmed;
    confirmed.by =
        u"token given back by "_s + (m_client.name.isEmpty() ? u"an MCP client"_s : m_client.name);
    co_return confirmed;
}

Task<guard::Confirmation> AllowingConfirmer::ask(guard::Question /*question*/,
                                                 CancellationToken /*token*/) {
    guard::Confirmation confirmed;
    confirmed.answer = guard::Answer::Confirmed;
    confirmed.by = u"--destructive allow"_s;
    co_return confirmed;
}

} // namespace bulkhead::mcp
