// SPDX-License-Identifier: MIT
#include "simulator/object_type.h"

#include <algorithm>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

const std::vector<ObjectType>& objectTypes() {
    static const std::vector<ObjectType> types = {
        {u"Infra"_s, {}, {}, u"/infra"_s},
        {u"Site"_s, {u"Infra"_s}, u"sites"_s, {}},
        {u"EnforcementPoint"_s, {u"Site"_s}, u"enforcement-points"_s, {}},
        {u"PolicyTransportZone"_s, {u"EnforcementPoint"_s}, u"transport-zones"_s, {}},
        {u"DfwFirewallConfiguration"_s, {u"Infra"_s}, {}, u"/infra/settings/firewall/security"_s},
        {u"PolicyExcludeList"_s,
         {u"Infra"_s},
         {},
         u"/infra/settings/firewall/security/exclude-list"_s},
        {u"IdsSettings"_s,
         {u"Infra"_s},
         {},
         u"/infra/settings/firewall/security/intrusion-services"_s},
        {u"IdsClusterConfig"_s, {u"IdsSettings"_s}, u"cluster-configs"_s, {}},
        {u"IdsProfile"_s, {u"IdsSettings"_s}, u"profiles"_s, {}},
        {u"GlobalIdsSignature"_s, {u"IdsSettings"_s}, u"global-signatures"_s, {}},
        {u"TraceflowConfig"_s, {u"Infra"_s}, u"traceflows"_s, {}},
        {u"PolicyFirewallScheduler"_s, {u"Infra"_s}, u"firewall-schedulers"_s, {}},
        {u"PolicyDraft"_s, {u"Infra"_s}, u"drafts"_s, {}},
        {u"PolicyContextProfile"_s, {u"Infra"_s}, u"context-profiles"_s, {}},
        {u"Service"_s, {u"Infra"_s}, u"services"_s, {}},
        {u"Tier0"_s, {u"Infra"_s}, u"tier-0s"_s, {}},
        {u"Tier1"_s, {u"Infra"_s}, u"tier-1s"_s, {}},
        {u"LocaleServices"_s, {u"Tier0"_s, u"Tier1"_s}, u"locale-services"_s, {}},
        {u"PolicyNat"_s, {u"Tier0"_s, u"Tier1"_s}, u"nat"_s, {}},
        {u"PolicyNatRule"_s, {u"PolicyNat"_s}, u"nat-rules"_s, {}},
        {u"Segment"_s, {u"Infra"_s, u"Tier1"_s}, u"segments"_s, {}},
        {u"SegmentPort"_s, {u"Segment"_s}, u"ports"_s, {}},
        {u"Domain"_s, {u"Infra"_s}, u"domains"_s, {}},
        {u"Group"_s, {u"Domain"_s}, u"groups"_s, {}},
        {u"SecurityPolicy"_s, {u"Domain"_s}, u"security-policies"_s, {}},
        {u"GatewayPolicy"_s, {u"Domain"_s}, u"gateway-policies"_s, {}},
        {u"Rule"_s, {u"SecurityPolicy"_s, u"GatewayPolicy"_s}, u"rules"_s, {}},
        {u"IdsSecurityPolicy"_s, {u"Domain"_s}, u"intrusion-service-policies"_s, {}},
        {u"IdsRule"_s, {u"IdsSecurityPolicy"_s}, u"rules"_s, {}},
        {u"RedirectionPolicy"_s, {u"Domain"_s}, u"redirection-policies"_s, {}},
        {u"RedirectionRule"_s, {u"RedirectionPolicy"_s}, u"rules"_s, {}},
    };
    return types;
}

const ObjectType* findObjectType(const QString& name) {
    const auto& types = objectTypes();
    const auto found = std::find_if(types.begin(), types.end(),
                                    [&](const ObjectType& type) { return type.name == name; });
    return found == types.end() ? nullptr : &*found;
}

std::vector<const ObjectType*> childTypes(const QString& parent) {
    std::vector<const ObjectType*> children;
    for (const ObjectType& type : objectTypes()) {
        if (type.parents.contains(parent)) {
            children.push_back(&type);
        }
    }
    return children;
}

QString objectPath(const ObjectType& type, const QString& parentPath, const QString& id) {
    return type.isSingleton() ? type.fixedPath : parentPath + u'/' + type.collection + u'/' + id;
}

namespace {

/// The singleton that a path hangs from, with the number of its segments.
struct Root {
    const ObjectType* type = nullptr;
    qsizetype length = 0;
};

Root rootOf(const QString& path) {
    Root root{findObjectType(u"Infra"_s), 1};
    for (const ObjectType& type : objectTypes()) {
        const qsizetype length = type.fixedPath.count(u'/');
        // Only singletons with collections of their own; the longest wins.
        if (type.isSingleton() && length > root.length && path.startsWith(type.fixedPath + u'/') &&
            !childTypes(type.name).empty()) {
            root = {&type, length};
        }
    }
    return root;
}

} // namespace

std::optional<Place> resolvePlace(const QStringList& segments) {
    const QString path = u'/' + segments.join(u'/');
    for (const ObjectType& type : objectTypes()) {
        if (type.fixedPath == path) {
            return Place{&type, type.parents.isEmpty() ? QString() : u"/infra"_s,
                         path.mid(path.lastIndexOf(u'/') + 1), path};
        }
    }
    if (segments.isEmpty() || segments.first() != u"infra"_s) {
        return std::nullopt;
    }
    const Root root = rootOf(path);
    QString parentPath = root.type->fixedPath;
    QString parentType = root.type->name;
    for (qsizetype i = root.length; i < segments.size(); i += 2) {
        const std::vector<const ObjectType*> candidates = childTypes(parentType);
        const auto found =
            std::find_if(candidates.begin(), candidates.end(), [&](const ObjectType* type) {
                return !type->isSingleton() && type->collection == segments.at(i);
            });
        if (found == candidates.end()) {
            return std::nullopt;
        }
        if (i + 1 == segments.size()) {
            return Place{*found, parentPath, QString(), path};
        }
        const QString objectsPath = objectPath(**found, parentPath, segments.at(i + 1));
        if (i + 2 == segments.size()) {
            return Place{*found, parentPath, segments.at(i + 1), path};
        }
        parentPath = objectsPath;
        parentType = (*found)->name;
    }
    return std::nullopt;
}

std::optional<Place> resolvePlace(const QString& path) {
    return resolvePlace(path.split(u'/', Qt::SkipEmptyParts));
}

bool isPolicyType(const QString& type) {
    return type.endsWith(u"Policy"_s);
}

bool isRuleType(const QString& type) {
    return type == u"Rule"_s || type == u"RedirectionRule"_s || type == u"IdsRule"_s;
}

QString ruleTypeOf(const QString& policyType) {
    return policyType == u"RedirectionPolicy"_s   ? u"RedirectionRule"_s
           : policyType == u"IdsSecurityPolicy"_s ? u"IdsRule"_s
                                                  : u"Rule"_s;
}

} // namespace bulkhead::simulator
