// SPDX-License-Identifier: MIT
#include "mcp/resource_catalogue.h"

#include <array>

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostTargets = 100;

struct Kind {
    ResourceKind kind;
    QLatin1StringView name;
    QLatin1StringView title;
    QLatin1StringView description;
    bool isListed; ///< it needs a target alone
};

constexpr std::array<Kind, 4> kKinds{
    {{ResourceKind::Overview, QLatin1StringView("overview"), QLatin1StringView("Overview"),
      QLatin1StringView("Policies in the order of evaluation, and how many groups, machines and "
                        "exclusions there are."),
      true},
     {ResourceKind::Changes, QLatin1StringView("changes"), QLatin1StringView("Recent changes"),
      QLatin1StringView("The newest writes of this program, from the audit trail: who, what, when, "
                        "with what outcome."),
      true},
     {ResourceKind::PolicyRules, QLatin1StringView("policy-rules"),
      QLatin1StringView("Rules of a policy"),
      QLatin1StringView("The rules of one security policy in the order of evaluation."), false},
     {ResourceKind::Group, QLatin1StringView("group"), QLatin1StringView("Group"),
      QLatin1StringView("Criteria and effective members of one security group."), false}}};

/// What a resource and a template have in common.
QJsonObject described(const Kind& kind, const QString& name, const QString& title,
                      const Dialect& dialect) {
    QJsonObject object{{u"name"_s, name},
                       {u"description"_s, QString(kind.description)},
                       {u"mimeType"_s, QString(kResourceType)}};
    if (dialect.hasTitles()) {
        object.insert(u"title"_s, title);
    }
    return object;
}

} // namespace

QJsonArray listedResources(const ops::KnownTargets& targets, const Dialect& dialect) {
    QJsonArray list;
    for (const QString& target : targets.names.mid(0, kMostTargets)) {
        for (const Kind& kind : kKinds) {
            if (!kind.isListed) {
                continue;
            }
            QJsonObject resource = described(kind, target + u'-' + kind.name,
                                             kind.title + u" of "_s + target, dialect);
            resource.insert(u"uri"_s, ResourceAddress{kind.kind, target, {}}.uri());
            list.append(resource);
        }
    }
    return list;
}

QJsonArray resourceTemplates(const Dialect& dialect) {
    QJsonArray list;
    for (const Kind& kind : kKinds) {
        QJsonObject resource = described(kind, QString(kind.name), QString(kind.title), dialect);
        resource.insert(u"uriTemplate"_s, uriTemplate(kind.kind));
        list.append(resource);
    }
    return list;
}

} // namespace bulkhead::mcp
