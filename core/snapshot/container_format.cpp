// SPDX-License-Identifier: MIT
#include "snapshot/container_format.h"

#include "model/decode.h"
#include "model/string_pool.h"

#include <QSet>

#include <utility>

namespace bulkhead::snapshot {

using namespace Qt::StringLiterals;

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

/// The list under `key`; absent and null are an empty list, anything else is an error.
Result<std::vector<element>> listAt(const object& parent, std::string_view key) {
    std::vector<element> elements;
    element value;
    if (parent.at_key(key).get(value) != simdjson::SUCCESS || value.is_null()) {
        return elements;
    }
    array list;
    if (value.get_array().get(list) != simdjson::SUCCESS) {
        return fail(ErrorKind::InvalidInput, u"Check the program that wrote this container."_s,
                    u"The container's \""_s +
                        QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())) +
                        u"\" is not a list."_s);
    }
    elements.reserve(list.size());
    for (const element child : list) {
        elements.push_back(child);
    }
    return elements;
}

template <typename T>
Result<void> addAll(std::vector<T>& out, const object& parent, std::string_view key,
                    const model::DecodeContext& context) {
    const auto list = listAt(parent, key);
    if (!list) {
        return fail(list.error());
    }
    for (const element& child : *list) {
        auto decoded = model::decode<T>(child, context);
        if (!decoded) {
            return fail(decoded.error());
        }
        out.push_back(std::move(*decoded));
    }
    return {};
}

/// Gives the object an id and a path that nobody in `taken` has.
void makeUnique(model::ObjectHeader& header, const QString& collection, QSet<QString>& taken) {
    const QString base = header.id.isEmpty() ? u"unnamed"_s : header.id;
    QString id = base;
    for (int number = 2; taken.contains(id); ++number) {
        id = base + u'-' + QString::number(number);
    }
    taken.insert(id);
    if (id != header.id || header.path.isEmpty() || header.path.endsWith(u'/')) {
        header.id = id;
        header.path = collection + u'/' + id;
    }
}

Result<void> readDomain(Content& content, const element& json, model::StringPool& pool) {
    object domain;
    object resources;
    if (json.get_object().get(domain) != simdjson::SUCCESS ||
        domain.at_key("resources").get_object().get(resources) != simdjson::SUCCESS) {
        return fail(ErrorKind::InvalidInput, u"Check the program that wrote this container."_s,
                    u"A domain of the container has no \"resources\"."_s);
    }
    std::string_view utf8;
    QString id = u"default"_s;
    if (domain.at_key("id").get_string().get(utf8) == simdjson::SUCCESS ||
        domain.at_key("display_name").get_string().get(utf8) == simdjson::SUCCESS) {
        id = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    }
    const QString parentPath = u"/infra/domains/"_s + id;
    const model::DecodeContext context{&pool, parentPath};
    const std::size_t firstPolicy = content.policies.size();
    if (auto done = addAll(content.groups.edit(), resources, "groups", context); !done) {
        return done;
    }
    if (auto done = addAll(content.policies.edit(), resources, "security_policies", context);
        !done) {
        return done;
    }
    QSet<QString> policyIds;
    for (std::size_t i = firstPolicy; i < content.policies.size(); ++i) {
        model::SecurityPolicy& policy = content.policies[i];
        makeUnique(policy.header, parentPath + u"/security-policies"_s, policyIds);
        QSet<QString> ruleIds;
        for (model::Rule& rule : policy.rules) {
            if (rule.header.id.isEmpty() && rule.ruleId) {
                rule.header.id = QString::number(*rule.ruleId);
            }
            rule.header.path.clear();
            rule.header.parentPath = policy.header.path;
            makeUnique(rule.header, policy.header.path + u"/rules"_s, ruleIds);
        }
    }
    const auto gateways = listAt(resources, "gateway_policies");
    if (gateways && !gateways->empty()) {
        content.remarks << u"Left out: "_s + QString::number(gateways->size()) +
                               u" gateway policies (only the distributed firewall is shown)."_s;
    }
    return {};
}

} // namespace

bool isContainer(const object& container) {
    element ignored;
    return container.at_key("domains").get(ignored) == simdjson::SUCCESS &&
           container.at_key("virtual_machines").get(ignored) == simdjson::SUCCESS;
}

Result<void> readContainer(Content& content, const object& container) {
    model::StringPool pool;
    const model::DecodeContext context{&pool, u"/infra"_s};
    if (auto done = addAll(content.services.edit(), container, "services", context); !done) {
        return done;
    }
    if (auto done = addAll(content.machines.edit(), container, "virtual_machines", context);
        !done) {
        return done;
    }
    if (auto done =
            addAll(content.interfaces.edit(), container, "virtual_network_interface", context);
        !done) {
        return done;
    }
    const auto segments = listAt(container, "segments");
    if (!segments) {
        return fail(segments.error());
    }
    for (const element& json : *segments) {
        auto segment = model::decode<model::Segment>(json, context);
        object inner;
        if (!segment) {
            return fail(segment.error());
        }
        segment->extra.remove(u"segment_ports"_s);
        if (json.get_object().get(inner) == simdjson::SUCCESS) {
            if (auto done = addAll(content.ports.edit(), inner, "segment_ports",
                                   {&pool, segment->header.path});
                !done) {
                return done;
            }
        }
        content.segments.push_back(std::move(*segment));
    }
    const auto domains = listAt(container, "domains");
    if (!domains) {
        return fail(domains.error());
    }
    for (const element& domain : *domains) {
        if (auto done = readDomain(content, domain, pool); !done) {
            return done;
        }
    }
    return {};
}

} // namespace bulkhead::snapshot
