// SPDX-License-Identifier: MIT
#include "snapshot/hierarchy.h"

#include "base/identifiers.h"
#include "base/json_reader.h"
#include "model/decode.h"

#include <algorithm>
#include <utility>

namespace bulkhead::snapshot {

using namespace Qt::StringLiterals;

namespace {

QString toText(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString textField(const simdjson::dom::object& object, std::string_view key) {
    std::string_view utf8;
    return object.at_key(key).get_string().get(utf8) == simdjson::SUCCESS ? toText(utf8)
                                                                          : QString();
}

std::string_view viewField(const simdjson::dom::object& object, std::string_view key) {
    std::string_view utf8;
    return object.at_key(key).get_string().get(utf8) == simdjson::SUCCESS ? utf8
                                                                          : std::string_view();
}

/// Takes the segments out of a gateway's children; empty lists of children go with them.
QJsonObject withoutSegments(QJsonObject gateway) {
    QJsonArray rest;
    const QJsonArray children = gateway.take(u"children"_s).toArray();
    for (const QJsonValue child : children) {
        if (!wraps(child, u"Segment")) {
            rest.append(child);
        }
    }
    if (!rest.isEmpty()) {
        gateway.insert(u"children"_s, rest);
    }
    return gateway;
}

QString pathOf(const simdjson::dom::element& element, const QString& parentPath,
               QLatin1StringView kindSegment) {
    simdjson::dom::object object;
    if (element.get_object().get(object) != simdjson::SUCCESS) {
        return {};
    }
    const QString path = textField(object, "path");
    return path.isEmpty() ? parentPath + u'/' + kindSegment + u'/' + textField(object, "id") : path;
}

} // namespace

bool wraps(const QJsonValue& wrapper, QStringView kind) {
    const QString type = wrapper[u"resource_type"].toString();
    return type == u"ChildResourceReference" ? wrapper[u"target_type"].toString() == kind
                                             : type == u"Child"_s + kind.toString();
}

Result<HierarchyReader::Child> HierarchyReader::takeApart(const Element& wrapper) {
    Object object;
    const auto wrong = [](const QString& why) {
        return fail(ErrorKind::InvalidInput, u"Check that this is an H-API tree of NSX."_s, why);
    };
    if (wrapper.get_object().get(object) != simdjson::SUCCESS) {
        return wrong(u"An element of \"children\" is not an object."_s);
    }
    const std::string_view type = viewField(object, "resource_type");
    if (type == "ChildResourceReference") {
        return Child{viewField(object, "target_type"), wrapper, false};
    }
    if (type.substr(0, 5) != "Child" || type.size() == 5) {
        return wrong(u"An element of \"children\" has the resource_type \""_s + toText(type) +
                     u"\", not Child…."_s);
    }
    Child child;
    child.kind = type.substr(5);
    bool marked = false;
    if (object.at_key("marked_for_delete").get_bool().get(marked) == simdjson::SUCCESS) {
        child.markedForDelete = marked;
    }
    if (object.at_key(child.kind).get(child.object) != simdjson::SUCCESS) {
        return wrong(u"A "_s + toText(type) + u" has no object under \""_s + toText(child.kind) +
                     u"\"."_s);
    }
    return child;
}

Result<void> HierarchyReader::read(const Element& infra) {
    Object object;
    if (infra.get_object().get(object) != simdjson::SUCCESS ||
        viewField(object, "resource_type") != "Infra") {
        return fail(ErrorKind::InvalidInput, u"Check that this is an H-API tree of NSX."_s,
                    u"The tree does not start with an object of resource_type Infra."_s);
    }
    if (auto done = readChildren(infra, u"/infra"_s); !done) {
        return done;
    }
    QStringList kinds;
    for (auto it = m_leftOut.cbegin(); it != m_leftOut.cend(); ++it) {
        kinds << cleanLine(it.key()) + u" ("_s + QString::number(it.value()) + u')';
    }
    if (!kinds.isEmpty()) {
        kinds.sort();
        m_content.remarks << u"Kept but not shown: "_s + kinds.join(u", "_s) + u'.';
    }
    return {};
}

Result<void> HierarchyReader::readChildren(const Element& parent, const QString& parentPath) {
    Object object;
    simdjson::dom::array children;
    if (parent.get_object().get(object) != simdjson::SUCCESS ||
        object.at_key("children").get_array().get(children) != simdjson::SUCCESS) {
        return {};
    }
    for (const Element wrapper : children) {
        const auto child = takeApart(wrapper);
        if (!child) {
            return fail(child.error());
        }
        if (child->markedForDelete) {
            continue; // a deletion is an instruction to a manager, not part of a picture
        }
        if (auto done = readChild(*child, wrapper, parentPath); !done) {
            return done;
        }
    }
    return {};
}

template <typename T>
Result<void> HierarchyReader::add(std::vector<T>& list, const Element& element,
                                  const QString& parentPath) {
    auto decoded = model::decode<T>(element, {&m_pool, parentPath});
    if (!decoded) {
        return fail(decoded.error());
    }
    list.push_back(std::move(*decoded));
    return {};
}

Result<void> HierarchyReader::readChild(const Child& child, const Element& wrapper,
                                        const QString& parentPath) {
    const std::string_view kind = child.kind;
    if (kind == "Domain") {
        return readChildren(child.object, pathOf(child.object, parentPath, "domains"_L1));
    }
    if (kind == "SecurityPolicy") {
        return readPolicy(child.object, parentPath);
    }
    if (kind == "Group") {
        return add(m_content.groups.edit(), child.object, parentPath);
    }
    if (kind == "Service") {
        return add(m_content.services.edit(), child.object, parentPath);
    }
    if (kind == "PolicyContextProfile") {
        return add(m_content.contextProfiles.edit(), child.object, parentPath);
    }
    if (kind == "PolicyFirewallScheduler") {
        return add(m_content.schedulers.edit(), child.object, parentPath);
    }
    if (kind == "Segment") {
        return readSegment(child.object, parentPath);
    }
    if (kind == "Tier1") {
        return readTier1(child, wrapper, parentPath);
    }
    if (kind == "PolicyExcludeList") {
        auto list = model::decode<model::ExcludeList>(child.object, {&m_pool, parentPath});
        if (!list) {
            return fail(list.error());
        }
        m_content.excludeList = std::move(*list);
        return {};
    }
    ++m_leftOut[toText(kind)];
    QJsonArray& others = parentPath.contains(u"/domains/") ? m_content.otherDomainChildren
                                                           : m_content.otherInfraChildren;
    others.append(toQJson(wrapper));
    return {};
}

/// A gateway is kept as it is, except that the segments below it are segments like all others.
Result<void> HierarchyReader::readTier1(const Child& child, const Element& wrapper,
                                        const QString& parentPath) {
    const QString path = pathOf(child.object, parentPath, "tier-1s"_L1);
    Object object;
    simdjson::dom::array children;
    if (child.object.get_object().get(object) == simdjson::SUCCESS &&
        object.at_key("children").get_array().get(children) == simdjson::SUCCESS) {
        for (const Element inner : children) {
            const auto part = takeApart(inner);
            if (!part) {
                return fail(part.error());
            }
            if (part->kind != "Segment" || part->markedForDelete) {
                continue;
            }
            if (auto done = readSegment(part->object, path); !done) {
                return done;
            }
        }
    }
    QJsonObject kept = toQJson(wrapper).toObject();
    const QString kind = u"Tier1"_s;
    if (kept.contains(kind)) {
        kept.insert(kind, withoutSegments(kept.value(kind).toObject()));
    } else {
        kept = withoutSegments(std::move(kept));
        if (!kept.contains(u"children"_s)) {
            return {}; // it only led to the segments
        }
    }
    ++m_leftOut[kind];
    m_content.otherInfraChildren.append(kept);
    return {};
}

Result<void> HierarchyReader::readPolicy(const Element& element, const QString& parentPath) {
    auto policy = model::decode<model::SecurityPolicy>(element, {&m_pool, parentPath});
    if (!policy) {
        return fail(policy.error());
    }
    Object object;
    simdjson::dom::array children;
    if (element.get_object().get(object) == simdjson::SUCCESS &&
        object.at_key("children").get_array().get(children) == simdjson::SUCCESS) {
        policy->extra.remove(u"children"_s);
        policy->rules.reserve(policy->rules.size() + children.size());
        for (const Element wrapper : children) {
            const auto child = takeApart(wrapper);
            if (!child) {
                return fail(child.error());
            }
            if (child->markedForDelete) {
                continue;
            }
            if (child->kind != "Rule") {
                ++m_leftOut[toText(child->kind)];
                continue;
            }
            if (auto done = add(policy->rules.edit(), child->object, policy->header.path); !done) {
                return done;
            }
        }
        std::stable_sort(policy->rules.begin(), policy->rules.end(),
                         [](const model::Rule& a, const model::Rule& b) {
                             return a.sequenceNumber.value_or(0) < b.sequenceNumber.value_or(0);
                         });
    }
    m_content.policies.push_back(std::move(*policy));
    return {};
}

Result<void> HierarchyReader::readSegment(const Element& element, const QString& parentPath) {
    if (auto done = add(m_content.segments.edit(), element, parentPath); !done) {
        return done;
    }
    model::Segment& segment = m_content.segments.back();
    segment.extra.remove(u"children"_s);
    const QString path = segment.header.path;
    Object object;
    simdjson::dom::array children;
    if (element.get_object().get(object) != simdjson::SUCCESS ||
        object.at_key("children").get_array().get(children) != simdjson::SUCCESS) {
        return {};
    }
    for (const Element wrapper : children) {
        const auto child = takeApart(wrapper);
        if (!child) {
            return fail(child.error());
        }
        if (child->markedForDelete) {
            continue;
        }
        if (child->kind != "SegmentPort") {
            ++m_leftOut[toText(child->kind)];
            continue;
        }
        if (auto done = add(m_content.ports.edit(), child->object, path); !done) {
            return done;
        }
    }
    return {};
}

} // namespace bulkhead::snapshot
