// SPDX-License-Identifier: MIT
#include "change/publish_order.h"

#include "change/image_reader.h"

#include <QHash>
#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

/// What others lean on comes first.
int rankOf(ObjectKind kind) {
    switch (kind) {
    case ObjectKind::Service:
        return 0;
    case ObjectKind::ContextProfile:
        return 1;
    case ObjectKind::Group:
        return 2;
    case ObjectKind::Policy:
        return 3;
    case ObjectKind::Rule:
        return 4;
    case ObjectKind::ExcludeList:
        return 5;
    case ObjectKind::MachineTags:
        break;
    }
    return 6;
}

int phaseOf(const Edit& edit) {
    if (edit.kind == ObjectKind::MachineTags) {
        return 3;
    }
    if (edit.isCreation()) {
        return 0;
    }
    return edit.isDeletion() ? 2 : 1;
}

void collectPaths(const QJsonValue& value, QSet<QString>& paths) {
    if (value.isString()) {
        const QString text = value.toString();
        if (text.startsWith(u'/')) {
            paths.insert(text);
        }
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue element : array) {
            collectPaths(element, paths);
        }
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (const QJsonValue element : object) {
            collectPaths(element, paths);
        }
    }
}

/// Puts objects of one kind behind those of the same kind that they name.
class Sorter final {
public:
    explicit Sorter(const std::vector<Edit>& edits) : m_edits(edits) {
        for (std::size_t i = 0; i < edits.size(); ++i) {
            m_places.insert(edits[i].path, i);
        }
    }

    std::vector<std::size_t> sorted(const std::vector<std::size_t>& wanted) {
        for (const std::size_t index : wanted) {
            m_allowed.insert(index);
        }
        for (const std::size_t index : wanted) {
            visit(index);
        }
        return std::move(m_sorted);
    }

private:
    void visit(std::size_t index) {
        if (!m_allowed.contains(index) || m_seen.contains(index)) {
            return;
        }
        m_seen.insert(index);
        const Edit& edit = m_edits[index];
        QSet<QString> paths;
        // A policy as it was read carries its rules, which it does not lean on.
        collectPaths(ownFields((edit.after.isNull() ? edit.before : edit.after).toObject()), paths);
        paths.remove(edit.path);
        QStringList named(paths.cbegin(), paths.cend());
        named.sort();
        for (const QString& path : named) {
            const auto place = m_places.constFind(path);
            if (place != m_places.constEnd()) {
                visit(*place);
            }
        }
        m_sorted.push_back(index);
    }

    const std::vector<Edit>& m_edits;
    QHash<QString, std::size_t> m_places;
    QSet<std::size_t> m_allowed;
    QSet<std::size_t> m_seen;
    std::vector<std::size_t> m_sorted;
};

} // namespace

std::vector<std::size_t> publishOrder(const std::vector<Edit>& edits) {
    std::vector<std::size_t> order;
    for (int phase = 0; phase <= 3; ++phase) {
        std::vector<std::size_t> part;
        for (std::size_t i = 0; i < edits.size(); ++i) {
            if (phaseOf(edits[i]) == phase) {
                part.push_back(i);
            }
        }
        std::stable_sort(part.begin(), part.end(), [&edits](std::size_t a, std::size_t b) {
            return rankOf(edits[a].kind) < rankOf(edits[b].kind);
        });
        part = Sorter(edits).sorted(part);
        if (phase == 2) {
            std::reverse(part.begin(), part.end());
        }
        order.insert(order.end(), part.begin(), part.end());
    }
    return order;
}

} // namespace bulkhead::change
