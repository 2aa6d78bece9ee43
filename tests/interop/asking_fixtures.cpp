// SPDX-License-Identifier: MIT
#include "interop/asking_fixtures.h"

#include "base/task_keeper.h"
#include "interop/fixtures.h"
#include "mcp/message.h"

#include <QJsonArray>

#include <chrono>

namespace bulkhead::interop {

using namespace Qt::StringLiterals;
using mcp::InputRequest;

namespace {

constexpr std::chrono::milliseconds kPatience{10'000};

AskingFixture readFixture(const QString& name, const QJsonObject& json) {
    AskingFixture fixture{
        name, {}, json.value(u"result"_s).toObject(), json.value(u"sealed"_s).toBool()};
    const QJsonArray rounds = json.value(u"rounds"_s).toArray();
    for (const QJsonValue round : rounds) {
        const QJsonObject requests = round.toObject();
        auto& added = fixture.rounds.emplace_back();
        for (auto it = requests.constBegin(); it != requests.constEnd(); ++it) {
            const QJsonObject request = it->toObject();
            added.push_back({it.key(), request.value(u"method"_s).toString(),
                             request.value(u"params"_s).toObject()});
        }
    }
    return fixture;
}

/// The capability that a client must have for the request, as it would declare it.
QJsonObject capabilityFor(const QString& method) {
    if (method == u"elicitation/create") {
        return {{u"elicitation"_s, QJsonObject{{u"form"_s, QJsonObject()}}}};
    }
    return {{method.section(u'/', 0, 0), QJsonObject()}};
}

bool canAnswer(const mcp::Request& request, const QString& method) {
    if (method == u"elicitation/create") {
        return request.client.canElicitForms;
    }
    const QJsonValue declared =
        request.params.value(u"_meta"_s).toObject().value(mcp::kCapabilitiesKey);
    return declared.toObject().contains(method.section(u'/', 0, 0));
}

/// Nothing is asked that the client did not say it can do (MCP 2026-07-28, multi round-trip).
AskingFixture withoutImpossible(const mcp::Request& request, AskingFixture fixture) {
    for (auto& round : fixture.rounds) {
        std::erase_if(round, [&request](const InputRequest& wanted) {
            return !canAnswer(request, wanted.method);
        });
    }
    return fixture;
}

/// The answers under the keys of the round; empty unless all are there.
QJsonObject answersOf(const std::vector<InputRequest>& round, const QJsonObject& params) {
    QJsonObject answers;
    for (const InputRequest& request : round) {
        const std::optional<QJsonObject> answer = mcp::inputResponse(params, request.key);
        if (!answer) {
            return {};
        }
        answers.insert(request.key, *answer);
    }
    return answers;
}

QString fingerprint(const AskingFixture& fixture, std::size_t round) {
    return u"%1 %2"_s.arg(fixture.name).arg(round);
}

Task<QJsonObject> askOneByOne(mcp::ClientRequests client, std::vector<InputRequest> requests) {
    QJsonObject answers;
    for (const InputRequest& request : requests) {
        const auto answer = co_await client.ask(request.method, request.params, {}, kPatience);
        if (!answer) {
            co_return fail(answer.error());
        }
        answers.insert(request.key, *answer);
    }
    co_return answers;
}

} // namespace

AskingFixtures::AskingFixtures(const QJsonObject& fixtures, mcp::ClientRequests clientRequests)
    : m_fixtures(fixtures), m_clientRequests(std::move(clientRequests)) {}

bool AskingFixtures::answer(const mcp::Request& request) {
    const bool canAsk = request.method == u"tools/call" || request.method == u"prompts/get";
    const QString name = request.params.value(u"name"_s).toString();
    const QJsonObject json = m_fixtures.value(name).toObject();
    if (!canAsk || json.isEmpty()) {
        return false;
    }
    const AskingFixture fixture =
        readFixture(name, filled(json, request.params.value(u"arguments"_s).toObject()));
    if (!request.dialect.isModern()) {
        answerLegacy(request, fixture);
    } else if (const QString wrong = mcp::wrongInput(request.params); !wrong.isEmpty()) {
        request.reply.error(mcp::kInvalidParams, request.method + u": "_s + wrong);
    } else {
        answerModern(request, fixture);
    }
    return true;
}

void AskingFixtures::answerLegacy(const mcp::Request& request, const AskingFixture& fixture) {
    std::vector<InputRequest> all;
    for (const auto& round : fixture.rounds) {
        all.insert(all.end(), round.begin(), round.end());
    }
    keepTask<Result<QJsonObject>>(
        this, askOneByOne(m_clientRequests, all),
        [request, result = fixture.result](const Result<QJsonObject>& answers) {
            const mcp::ToolOutcome failed{{}, answers ? QString() : answers.error().message(), {}};
            request.reply.result(answers ? filled(result, *answers)
                                         : request.dialect.toolResult(failed));
        });
}

void AskingFixtures::answerModern(const mcp::Request& request, const AskingFixture& wanted) {
    const AskingFixture fixture = withoutImpossible(request, wanted);
    const std::optional<QString> state = mcp::requestState(request.params);
    for (std::size_t round = 0; round < fixture.rounds.size(); ++round) {
        if (fixture.rounds.at(round).empty()) {
            const QJsonObject required = capabilityFor(wanted.rounds.at(round).front().method);
            request.reply.error(mcp::kMissingCapability, u"The client cannot be asked for it"_s,
                                QJsonObject{{u"requiredCapabilities"_s, required}});
            return;
        }
        const QJsonObject answers = answersOf(fixture.rounds.at(round), request.params);
        if (answers.isEmpty() || (fixture.isSealed && !state)) {
            continue;
        }
        if (fixture.isSealed && m_seal.open(mcp::SealPurpose::Question, *state,
                                            fingerprint(fixture, round)) != mcp::SealState::Valid) {
            request.reply.error(mcp::kInvalidParams, u"requestState is not of this server"_s);
        } else if (round + 1 < fixture.rounds.size()) {
            ask(request, fixture, round + 1);
        } else {
            request.reply.result(
                request.dialect.stamped(filled(fixture.result, answers), mcp::Caching::None));
        }
        return;
    }
    ask(request, fixture, 0);
}

void AskingFixtures::ask(const mcp::Request& request, const AskingFixture& fixture,
                         std::size_t round) const {
    const QString state =
        fixture.isSealed ? m_seal.close(mcp::SealPurpose::Question, fingerprint(fixture, round))
                         : QString();
    request.reply.result(
        request.dialect.stampedInputRequired(mcp::inputRequired(fixture.rounds.at(round), state)));
}

} // namespace bulkhead::interop
