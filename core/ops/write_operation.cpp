// SPDX-License-Identifier: MIT
#include "ops/write_operation.h"

#include "base/text.h"
#include "nsx/api_path.h"

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaximumTags = 30;
constexpr int kMaximumScope = 128;
constexpr int kMaximumTag = 256;

Parameter parameterOf(QString name, ParameterType type, QString description) {
    Parameter parameter;
    parameter.name = std::move(name);
    parameter.type = type;
    parameter.description = std::move(description);
    return parameter;
}

/// "/policy/api/v1/infra/…" -> "/infra/…".
QString withoutBase(const QString& url) {
    return url.mid(url.indexOf(u"/v1"_s) + 3);
}

Result<QJsonArray> tagsOf(const QJsonArray& words, const QString& parameter) {
    if (words.size() > kMaximumTags) {
        return fail(ErrorKind::InvalidInput, u"Give at most 30 tags."_s,
                    parameter + u" has "_s + QString::number(words.size()) + u'.', parameter);
    }
    QJsonArray tags;
    for (const QJsonValue value : words) {
        const QString word = value.toString();
        const qsizetype bar = word.indexOf(u'|');
        const QString scope = bar < 0 ? QString() : word.left(bar);
        const QString tag = word.mid(bar + 1);
        if (scope.size() > kMaximumScope || tag.size() > kMaximumTag ||
            (scope.isEmpty() && tag.isEmpty())) {
            return fail(ErrorKind::InvalidInput,
                        u"Write each tag as scope|value: at most 128 characters for the scope, 256 "
                        "for the value, not both empty."_s,
                        parameter + u" holds "_s + elideMiddle(cleanLine(word), 80) + u'.',
                        parameter);
        }
        const QJsonObject one{{u"scope"_s, scope}, {u"tag"_s, tag}};
        if (!tags.contains(one)) {
            tags.append(one);
        }
    }
    return tags;
}

} // namespace

Operation writeOperation(QString name, QString title, QString summary, QString description,
                         Planner planner) {
    Operation operation;
    operation.name = std::move(name);
    operation.title = std::move(title);
    operation.summary = std::move(summary);
    operation.description = std::move(description);
    operation.kind = OperationKind::Write;
    operation.risk = guard::Risk::Medium;
    operation.annotations = {false, false, false, true};
    operation.planner = planner;
    return operation;
}

Operation destructiveOperation(QString name, QString title, QString summary, QString description,
                               Planner planner) {
    Operation operation = writeOperation(std::move(name), std::move(title), std::move(summary),
                                         std::move(description), planner);
    operation.kind = OperationKind::Destructive;
    operation.risk = guard::Risk::High;
    operation.annotations = {false, true, false, true};
    return operation;
}

Parameter textParameter(QString name, QString description) {
    return parameterOf(std::move(name), ParameterType::String, std::move(description));
}

Parameter flagParameter(QString name, QString description) {
    return parameterOf(std::move(name), ParameterType::Boolean, std::move(description));
}

Parameter listParameter(QString name, QString description) {
    return parameterOf(std::move(name), ParameterType::StringList, std::move(description));
}

Parameter choiceParameter(QString name, QStringList allowed, QString description) {
    Parameter parameter =
        parameterOf(std::move(name), ParameterType::String, std::move(description));
    parameter.allowed = std::move(allowed);
    return parameter;
}

Parameter numberParameter(QString name, qint64 minimum, qint64 maximum, QString description) {
    Parameter parameter =
        parameterOf(std::move(name), ParameterType::Integer, std::move(description));
    parameter.minimum = minimum;
    parameter.maximum = maximum;
    return parameter;
}

Parameter tagsParameter() {
    return listParameter(u"tags"_s, u"Tags of the object, each scope|value; they replace what is "
                                    "there, an empty list removes all."_s);
}

QString domainPath(const nsx::Connection& manager, const QString& rest) {
    return withoutBase(nsx::domainRoot(manager.target())) + u'/' + rest;
}

QString infraPath(const nsx::Connection& manager, const QString& rest) {
    return withoutBase(nsx::infraRoot(manager.target())) + u'/' + rest;
}

Result<void> copyTags(const QJsonObject& arguments, QJsonObject& object) {
    if (!arguments.contains(u"tags"_s)) {
        return {};
    }
    const auto tags = tagsOf(arguments.value(u"tags"_s).toArray(), u"tags"_s);
    if (!tags) {
        return fail(tags.error());
    }
    object.insert(u"tags"_s, *tags);
    return {};
}

void copyGiven(const QJsonObject& arguments,
               std::initializer_list<std::pair<const char16_t*, const char16_t*>> fields,
               QJsonObject& object) {
    for (const auto& [parameter, field] : fields) {
        const QJsonValue value = arguments.value(QStringView(parameter));
        if (!value.isUndefined()) {
            object.insert(QStringView(field), value);
        }
    }
}

Error alreadyThere(const QString& what, const QString& path, const QString& remedy) {
    return {ErrorKind::Conflict, remedy,
            what + u' ' + cleanLine(path) + u" exists already; nothing was changed."_s, path,
            std::nullopt};
}

change::BeforeImage objectImage(const QString& path, const QJsonValue& before,
                                const QJsonValue& wanted) {
    QJsonValue after = wanted;
    if (wanted.isObject()) {
        // The next revision is the manager's to say.
        QJsonObject object = wanted.toObject();
        object.remove(u"_revision"_s);
        after = object;
    }
    return {change::ImageKind::Object, path, before, after};
}

} // namespace bulkhead::ops
