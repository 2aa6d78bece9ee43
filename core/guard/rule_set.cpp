// SPDX-License-Identifier: MIT
#include "guard/rule_set.h"

#include "base/text.h"
#include "config/yaml_fields.h"

#include <QRegularExpression>

#include <yaml-cpp/eventhandler.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>

namespace bulkhead::guard {

using namespace Qt::StringLiterals;
using config::YamlFields;

namespace {

const QString kWindowKey = u"maintenance_window"_s;

bool fitsAny(const QString& text, const QStringList& patterns) {
    return std::any_of(patterns.cbegin(), patterns.cend(),
                       [&text](const QString& pattern) { return matchesGlob(text, pattern); });
}

bool fits(const DenyRule& rule, const GuardRequest& request) {
    if (request.risk < rule.least) {
        return false;
    }
    if (rule.operations && !fitsAny(request.operation, *rule.operations)) {
        return false;
    }
    const QString environment = request.environment.trimmed();
    return rule.environments.isEmpty() ||
           (!environment.isEmpty() && fitsAny(environment, rule.environments));
}

/// The texts of a list; a missing key is nullopt, a fault is noted in the fields.
std::optional<QStringList> textList(YamlFields& fields, const QString& key) {
    if (!fields.has(key)) {
        return std::nullopt;
    }
    const QString allowed = u"a list of texts, e.g. [\"delete_*\"]"_s;
    const YAML::Node list = fields.node(key);
    if (!list.IsSequence()) {
        fields.refuse(key, config::describeFound(list), allowed);
        return std::nullopt;
    }
    QStringList texts;
    for (const auto& item : list) {
        const QString text =
            item.IsScalar() ? QString::fromStdString(item.Scalar()).trimmed() : QString();
        if (text.isEmpty()) {
            fields.refuse(key, config::describeFound(item) + u" in the list"_s, allowed);
            return std::nullopt;
        }
        texts << text;
    }
    return texts;
}

/// Operations are names of tools: a bracket or a space in a pattern is a mistake, and would make a
/// rule that never fits.
void checkOperations(YamlFields& fields, const QStringList& patterns) {
    static const QRegularExpression plain(u"^[A-Za-z0-9_.:*?-]+$"_s);
    for (const QString& pattern : patterns) {
        if (!plain.match(pattern).hasMatch()) {
            fields.refuse(u"operations"_s, u'"' + elideMiddle(cleanLine(pattern), 60) + u'"',
                          u"names of tools with the wildcards * and ?"_s);
        }
    }
}

DenyRule readDenyRule(YamlFields& fields, const QString& place) {
    DenyRule rule;
    rule.name = cleanLine(fields.text(u"name"_s, place));
    rule.operations = textList(fields, u"operations"_s);
    if (rule.operations) {
        checkOperations(fields, *rule.operations);
    }
    rule.environments = textList(fields, u"environments"_s).value_or(QStringList());
    rule.least = static_cast<Risk>(fields.choice(u"min_risk_level"_s, riskNames(), 0));
    rule.reason = cleanLine(fields.optionalText(u"reason"_s));
    return rule;
}

Result<std::vector<DenyRule>> readDenyRules(YamlFields& top, const QString& file) {
    const QString key = u"deny"_s;
    const YAML::Node list = top.node(key);
    std::vector<DenyRule> rules;
    // `deny:` over rules that are all commented out is how the file looks that people begin with.
    if (!list.IsDefined() || list.IsNull()) {
        return rules;
    }
    if (!list.IsSequence()) {
        top.refuse(key, config::describeFound(list), u"a list of rules"_s);
        return fail(*top.error());
    }
    for (const auto& item : list) {
        const QString place = key + u'[' + QString::number(rules.size()) + u']';
        YamlFields fields(
            item, file, place, config::lineOfNode(item, top.lineOf(key)),
            {u"name"_s, u"operations"_s, u"environments"_s, u"min_risk_level"_s, u"reason"_s});
        rules.push_back(readDenyRule(fields, place));
        if (fields.error()) {
            return fail(*fields.error());
        }
    }
    return rules;
}

QTime readTime(YamlFields& fields, const QString& key) {
    const QString allowed = u"a time of the day in UTC from \"00:00\" to \"23:59\""_s;
    static const QRegularExpression shape(u"^([0-9]{1,2}):([0-9]{2})$"_s);
    const QString text = fields.text(key, std::nullopt);
    const auto match = shape.match(text);
    const QTime time =
        match.hasMatch() ? QTime(match.captured(1).toInt(), match.captured(2).toInt()) : QTime();
    if (!time.isValid()) {
        fields.refuse(key, config::describeFound(fields.node(key)), allowed);
    }
    return time;
}

Result<std::optional<MaintenanceWindow>> readWindow(const YamlFields& top, const QString& file) {
    const YAML::Node map = top.node(kWindowKey);
    if (!map.IsDefined() || map.IsNull()) {
        return std::nullopt;
    }
    YamlFields fields(map, file, kWindowKey, top.lineOf(kWindowKey), {u"start"_s, u"end"_s});
    MaintenanceWindow window;
    window.start = readTime(fields, u"start"_s);
    window.end = readTime(fields, u"end"_s);
    if (fields.error()) {
        return fail(*fields.error());
    }
    return window;
}

Result<RuleSet> readRules(const YAML::Node& root, const QString& file) {
    RuleSet rules;
    if (!root.IsDefined() || root.IsNull()) {
        return rules;
    }
    YamlFields top(root, file, {}, 1, {u"deny"_s, kWindowKey, u"change_limits"_s});
    if (top.error()) {
        return fail(*top.error());
    }
    auto deny = readDenyRules(top, file);
    if (!deny) {
        return fail(deny.error());
    }
    const auto window = readWindow(top, file);
    if (!window) {
        return fail(window.error());
    }
    rules.deny = std::move(*deny);
    rules.window = *window;
    return rules;
}

/// Reads nothing but where a document begins.
class DocumentStart final : public YAML::EventHandler {
public:
    [[nodiscard]] int line() const { return m_line; }
    void OnDocumentStart(const YAML::Mark& mark) override { m_line = mark.line + 1; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
    void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
    void OnScalar(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  const std::string& /*value*/) override {}
    void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/,
                         YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/,
                    YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {}
    void OnMapEnd() override {}

private:
    int m_line = 1;
};

/// The line where something follows the first document. YAML::Load would leave it out without a
/// word, and YAML::LoadAll never ends on a stray bracket (yaml-cpp 0.7 reads it as endless empty
/// documents).
std::optional<int> lineAfterFirstDocument(const std::string& yaml) {
    std::istringstream stream(yaml);
    YAML::Parser parser(stream);
    DocumentStart start;
    const bool more = parser.HandleNextDocument(start) && parser.HandleNextDocument(start);
    return more ? std::optional(start.line()) : std::nullopt;
}

} // namespace

bool matchesGlob(const QString& text, const QString& pattern) {
    qsizetype at = 0;
    qsizetype sign = 0;
    qsizetype star = -1; // the last `*`; when all else fails it takes one character more
    qsizetype taken = 0;
    while (at < text.size()) {
        if (sign < pattern.size() && pattern.at(sign) == u'*') {
            star = sign++;
            taken = at;
        } else if (sign < pattern.size() &&
                   (pattern.at(sign) == u'?' ||
                    pattern.at(sign).toCaseFolded() == text.at(at).toCaseFolded())) {
            ++at;
            ++sign;
        } else if (star >= 0) {
            sign = star + 1;
            at = ++taken;
        } else {
            return false;
        }
    }
    while (sign < pattern.size() && pattern.at(sign) == u'*') {
        ++sign;
    }
    return sign == pattern.size();
}

bool MaintenanceWindow::contains(QTime utc) const {
    const QTime minute(utc.hour(), utc.minute());
    return start <= end ? start <= minute && minute <= end : start <= minute || minute <= end;
}

QString MaintenanceWindow::text() const {
    return start.toString(u"HH:mm"_s) + u'-' + end.toString(u"HH:mm"_s) + u" UTC"_s;
}

GuardVerdict RuleSet::judge(const GuardRequest& request, const QDateTime& now) const {
    const auto rule = std::find_if(deny.cbegin(), deny.cend(),
                                   [&request](const DenyRule& one) { return fits(one, request); });
    if (rule != deny.cend()) {
        return {false, rule->name, rule->reason, false};
    }
    const QTime utc = now.toUTC().time();
    if (window && request.risk >= Risk::High && !window->contains(utc)) {
        return {false, kWindowKey,
                u"Operations of "_s + riskName(request.risk) + u" risk are allowed "_s +
                    window->text() + u" only; it is "_s + utc.toString(u"HH:mm"_s) + u" UTC."_s,
                false};
    }
    return {true, {}, {}, false};
}

Result<RuleSet> parseRules(const QByteArray& yaml, const QString& file) {
    try {
        const std::string text = yaml.toStdString();
        if (const std::optional<int> line = lineAfterFirstDocument(text); line) {
            return fail(config::configurationError(
                file, *line, {}, u"Put all rules into one document."_s,
                u"found something after the first YAML document, allowed is one document."_s));
        }
        return readRules(YAML::Load(text), file);
    } catch (const YAML::Exception& problem) {
        const int line = problem.mark.line >= 0 ? problem.mark.line + 1 : 1;
        return fail(config::configurationError(
            file, line, {}, u"Correct the YAML in this line or the one before it."_s,
            u"found text that is not valid YAML ("_s +
                cleanLine(QString::fromStdString(problem.msg)) +
                u"), allowed are indented `key: value` lines."_s));
    }
}

} // namespace bulkhead::guard
