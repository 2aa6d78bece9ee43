// SPDX-License-Identifier: MIT
#include "mcp/form_confirmers.h"

#include "mcp/elicitation.h"
#include "mcp/input_round.h"
#include "mcp/message.h"

#include <chrono>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kPersonsPatience{kSealedForMs};
const QString kRequestKey = u"confirm"_s;

} // namespace

guard::Confirmation refusedSeal(SealState state, const guard::Question& question,
                                const QString& what) {
    guard::Confirmation refused;
    refused.answer = guard::Answer::Dismissed;
    refused.remedy = u"Call it again without %1; the person will be asked anew."_s.arg(what);
    const QString title = question.title + u" was not carried out: "_s;
    switch (state) {
    case SealState::Expired:
        refused.problem = title + what + u" is older than ten minutes"_s;
        break;
    case SealState::Used:
        refused.problem = title + what + u" was used before"_s;
        break;
    case SealState::Other:
        refused.problem =
            title + what + u" was given for other arguments, or the object was changed since"_s;
        break;
    default:
        refused.problem = title + what + u" was not made by this server, or was altered"_s;
        break;
    }
    return refused;
}

Task<guard::Confirmation> LegacyConfirmer::ask(guard::Question question, CancellationToken token) {
    const std::shared_ptr<ClientRequests> requests = m_clientRequests;
    const ClientFacts client = m_client;
    const QJsonObject params = elicitationParams(question, m_dialect);
    const auto result = co_await requests->ask(kElicitMethod, params, token, kPersonsPatience);
    if (result) {
        co_return judgeElicitation(*result, question, client);
    }
    if (result.error().kind == ErrorKind::Cancelled) {
        co_return fail(result.error());
    }
    guard::Confirmation unanswered;
    unanswered.answer = guard::Answer::Dismissed;
    unanswered.problem =
        question.title + (result.error().kind == ErrorKind::Unreachable
                              ? u" was not confirmed: nobody answered in ten minutes"_s
                              : u" was not confirmed: the client refused to ask its person"_s);
    co_return unanswered;
}

bool ModernConfirmer::isAnswered(const Request& request) {
    return requestState(request.params) && inputResponse(request.params, kRequestKey);
}

guard::Confirmation ModernConfirmer::sendQuestion(const guard::Question& question) {
    Detour detour;
    detour.inputRequired = inputRequired(
        {{kRequestKey, kElicitMethod, elicitationParams(question, m_request.dialect)}},
        m_seal->close(SealPurpose::Question, question.fingerprint));
    m_detour = detour;
    guard::Confirmation asked;
    asked.answer = guard::Answer::Asked;
    return asked;
}

guard::Confirmation ModernConfirmer::judge(const guard::Question& question, SealState state,
                                           const QJsonObject& answer) {
    if (state == SealState::Valid) {
        // Planned afresh in this very call, and found to be what the person was asked about.
        guard::Confirmation given = judgeElicitation(answer, question, m_request.client);
        given.tookTime = false;
        return given;
    }
    const guard::Confirmation refused = refusedSeal(state, question, u"requestState"_s);
    if (state == SealState::Broken) {
        Detour detour;
        detour.errorCode = kInvalidParams;
        detour.errorText = refused.problem + u"; nothing was changed. "_s + refused.remedy;
        m_detour = detour;
    }
    return refused;
}

Task<guard::Confirmation> ModernConfirmer::ask(guard::Question question,
                                               CancellationToken /*token*/) {
    const std::optional<QString> state = requestState(m_request.params);
    const std::optional<QJsonObject> answer = inputResponse(m_request.params, kRequestKey);
    if (!state || !answer) {
        // No state yet, or a round that left the answer out: ask, again if need be.
        co_return sendQuestion(question);
    }
    const SealState found = m_seal->open(SealPurpose::Question, *state, question.fingerprint);
    co_return judge(question, found, *answer);
}

} // namespace bulkhead::mcp
