// SPDX-License-Identifier: MIT
#include "guard/rules_file.h"

#include "config/files.h"

#include <utility>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;

namespace {

// Nobody writes rules of this size; reading a file that is no rules.yaml must not take long.
constexpr std::int64_t kMaximumSize = std::int64_t{1024} * 1024;

// Two edits within one tick of the file system's clock look the same to stat.
constexpr std::int64_t kSettledNs = 2'000'000'000;

bool isSwitchedOff() {
    return qEnvironmentVariable("VMWARE_POLICY_DISABLED") == u"1"_s;
}

} // namespace

RulesFile::RulesFile(QString file, Clock clock)
    : m_file(std::move(file)), m_clock(std::move(clock)) {}

GuardVerdict RulesFile::judge(const GuardRequest& request) {
    if (isSwitchedOff()) {
        return {true, {}, {}, true};
    }
    refresh();
    return judgeByFile(request);
}

GuardVerdict RulesFile::judgeByFile(const GuardRequest& request) {
    if (!m_problem) {
        return m_rules.judge(request, m_clock());
    }
    if (request.isWrite) {
        return {false, u"rules.yaml"_s, m_problem->message(), false};
    }
    return {true, {}, {}, false, m_problem->message()};
}

RulesExplanation RulesFile::explain(const QString& operation, const QString& environment,
                                    Risk risk) {
    refresh();
    RulesExplanation explanation;
    explanation.verdict = judgeByFile({operation, environment, risk, {}, true});
    explanation.file = m_file;
    explanation.exists = m_read.has_value();
    explanation.switchedOff = isSwitchedOff();
    if (m_problem) {
        explanation.problem = m_problem->message();
        return explanation;
    }
    for (const DenyRule& rule : m_rules.deny) {
        explanation.ruleNames << rule.name;
    }
    explanation.window = m_rules.window ? m_rules.window->text() : QString();
    return explanation;
}

void RulesFile::refresh() {
    const auto identity = identify(m_file);
    if (!identity) {
        m_problem = identity.error();
        m_read.reset();
        return;
    }
    if (!identity->has_value()) {
        m_problem.reset();
        m_rules = {};
        m_read.reset();
        return;
    }
    if (m_read != **identity || !m_settled) {
        load(**identity);
    }
}

void RulesFile::load(const FileIdentity& identity) {
    m_read = identity;
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch() * 1'000'000;
    m_settled = now - identity.changedNs > kSettledNs;
    m_rules = {};
    m_problem.reset();
    if (identity.size > kMaximumSize) {
        m_problem = Error{ErrorKind::Configuration, u"Check that it is the right file."_s,
                          u"The guard rules "_s + m_file + u" are larger than 1 MB."_s, m_file,
                          std::nullopt};
        return;
    }
    const Result<QByteArray> bytes = config::readFile(m_file, u"the guard rules"_s);
    Result<RuleSet> rules = bytes ? parseRules(*bytes, m_file) : fail(bytes.error());
    if (rules) {
        m_rules = std::move(*rules);
    } else {
        m_problem = rules.error();
    }
}

} // namespace bulkhead::guard
