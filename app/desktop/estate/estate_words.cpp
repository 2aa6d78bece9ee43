// SPDX-License-Identifier: MIT
#include "desktop/estate/estate_words.h"

#include "base/text.h"

#include <QHash>

#include <algorithm>
#include <map>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QStringList sortedOnce(QStringList words) {
    words.removeAll(QString());
    words.removeDuplicates();
    words.sort(Qt::CaseInsensitive);
    return words;
}

} // namespace

const std::vector<nsx::TagUse>& EstateWords::tags() const {
    if (!m_tags) {
        std::map<model::Tag, qint64> counts;
        const auto count = [&counts](const std::vector<model::Tag>& tags) {
            for (const model::Tag& tag : tags) {
                ++counts[tag];
            }
        };
        for (const model::VirtualMachine& machine : m_snapshot->machines()) {
            count(machine.tags);
        }
        for (const model::Segment& segment : m_snapshot->segments()) {
            count(segment.header.tags);
        }
        for (const model::SegmentPort& port : m_snapshot->ports()) {
            count(port.header.tags);
        }
        m_tags.emplace();
        for (const auto& [tag, objects] : counts) {
            m_tags->push_back({tag.scope, tag.tag, objects});
        }
    }
    return *m_tags;
}

QStringList EstateWords::scopes() const {
    QStringList scopes;
    for (const nsx::TagUse& tag : tags()) {
        scopes << tag.scope.raw();
    }
    return sortedOnce(scopes);
}

QStringList EstateWords::valuesOf(const QString& scope) const {
    QStringList values;
    for (const nsx::TagUse& tag : tags()) {
        if (scope.isEmpty() || tag.scope.raw().compare(scope, Qt::CaseInsensitive) == 0) {
            values << tag.tag.raw();
        }
    }
    return sortedOnce(values);
}

QStringList EstateWords::namesOf(const QString& memberType, const QString& key) const {
    QStringList names;
    if (memberType == u"VirtualMachine") {
        for (const model::VirtualMachine& machine : m_snapshot->machines()) {
            names << (key == u"OSName"         ? machine.osName.raw()
                      : key == u"ComputerName" ? machine.computerName.raw()
                                               : machine.displayName.raw());
        }
    } else if (memberType == u"Segment" && key == u"Name") {
        for (const model::Segment& segment : m_snapshot->segments()) {
            names << segment.header.displayName.raw();
        }
    } else if (memberType == u"SegmentPort" && key == u"Name") {
        for (const model::SegmentPort& port : m_snapshot->ports()) {
            names << port.header.displayName.raw();
        }
    }
    return sortedOnce(names);
}

const std::vector<NamedPath>& EstateWords::members() const {
    if (!m_members) {
        m_members.emplace();
        QHash<QString, int> uses;
        const auto add = [this, &uses](const model::ObjectHeader& header) {
            m_members->push_back({header.path, header.label()});
            ++uses[header.label()];
        };
        for (const model::Group& group : m_snapshot->groups()) {
            add(group.header);
        }
        for (const model::Segment& segment : m_snapshot->segments()) {
            add(segment.header);
        }
        for (const model::SegmentPort& port : m_snapshot->ports()) {
            add(port.header);
        }
        for (NamedPath& member : *m_members) {
            if (uses.value(member.name) > 1) {
                member.name += u" ("_s + cleanLine(member.path) + u')';
            }
        }
        std::sort(m_members->begin(), m_members->end(), [](const NamedPath& a, const NamedPath& b) {
            return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
        });
    }
    return *m_members;
}

QString EstateWords::memberNamed(const QString& name) const {
    const auto found =
        std::find_if(members().begin(), members().end(), [&name](const NamedPath& member) {
            return member.path == name || member.name.compare(name, Qt::CaseInsensitive) == 0;
        });
    return found == members().end() ? QString() : found->path;
}

} // namespace bulkhead::desktop
