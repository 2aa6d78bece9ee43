// SPDX-License-Identifier: MIT
#include "desktop/widgets/index_vector_proxy.h"

#include "desktop/widgets/cell_model.h"

#include <QSet>

#include <algorithm>
#include <limits>
#include <utility>

namespace bulkhead::desktop {

/// A shown row. Its address is the internal pointer of its indexes, so rows are only made anew in a
/// reset, and no two indexes share their hash by accident.
struct IndexVectorProxy::Node {
    const Node* parent = nullptr;
    int row = 0;
    int sourceRow = 0;
    std::vector<Node> children;
    std::vector<int> rowOfSource; ///< -1 for a source row that is not shown

    void link() {
        int next = 0;
        for (Node& child : children) {
            child.parent = this;
            child.row = next;
            rowOfSource[static_cast<std::size_t>(child.sourceRow)] = next;
            ++next;
            child.link();
        }
    }
};

namespace {

constexpr int kDigits = 20;

struct SortKey {
    bool known = false;
    double number = 0;
    QString text;
    std::size_t position = 0;
};

SortKey sortKey(const QVariant& value, std::size_t position) {
    SortKey key;
    key.position = position;
    key.known = value.isValid();
    if (value.typeId() == QMetaType::QString) {
        key.text = naturalKey(value.toString());
    } else {
        key.number = value.toDouble();
    }
    return key;
}

bool before(const SortKey& a, const SortKey& b) {
    return a.number == b.number ? a.text < b.text : a.number < b.number;
}

} // namespace

QString naturalKey(const QString& text) {
    const QString folded = text.toCaseFolded();
    QString key;
    key.reserve(folded.size() + kDigits);
    for (qsizetype i = 0; i < folded.size();) {
        qsizetype end = i;
        while (end < folded.size() && folded.at(end) >= u'0' && folded.at(end) <= u'9') {
            ++end;
        }
        if (end > i) {
            key += QString(std::max<qsizetype>(kDigits - (end - i), 0), u'0');
            key += QStringView(folded).sliced(i, end - i);
            i = end;
        } else {
            key += folded.at(i++);
        }
    }
    return key;
}

IndexVectorProxy::IndexVectorProxy(QObject* parent)
    : QAbstractProxyModel(parent), m_root(std::make_unique<Node>()) {}

IndexVectorProxy::~IndexVectorProxy() = default;

void IndexVectorProxy::setFilter(Accept accept) {
    if (!accept && !m_accept) {
        return;
    }
    beginResetModel();
    m_accept = std::move(accept);
    rebuild();
    endResetModel();
}

void IndexVectorProxy::sort(int column, Qt::SortOrder order) {
    if (column == m_sortColumn && order == m_sortOrder) {
        return;
    }
    beginResetModel();
    m_sortColumn = column;
    m_sortOrder = order;
    rebuild();
    endResetModel();
}

void IndexVectorProxy::setSourceModel(QAbstractItemModel* source) {
    beginResetModel();
    if (sourceModel() != nullptr) {
        disconnect(sourceModel(), nullptr, this, nullptr);
    }
    QAbstractProxyModel::setSourceModel(source);
    if (source != nullptr) {
        connect(source, &QAbstractItemModel::modelAboutToBeReset, this,
                [this] { beginResetModel(); });
        connect(source, &QAbstractItemModel::modelReset, this, [this] {
            rebuild();
            endResetModel();
        });
        connect(source, &QAbstractItemModel::dataChanged, this, &IndexVectorProxy::forwardData);
        connect(source, &QAbstractItemModel::layoutAboutToBeChanged, this,
                &IndexVectorProxy::beginLayout);
        connect(source, &QAbstractItemModel::layoutChanged, this, &IndexVectorProxy::endLayout);
    }
    rebuild();
    endResetModel();
}

void IndexVectorProxy::beginLayout(const QList<QPersistentModelIndex>& sourceParents) {
    if (m_accept) {
        beginResetModel(); // parents may come and go
        return;
    }
    QSet<const Node*> parents;
    for (const QPersistentModelIndex& parent : sourceParents) {
        m_movingParents << mapFromSource(parent);
        parents.insert(nodeOf(m_movingParents.constLast()));
    }
    Q_EMIT layoutAboutToBeChanged(m_movingParents);
    const QModelIndexList indexes = persistentIndexList();
    for (const QModelIndex& index : indexes) {
        if (parents.contains(nodeOf(index)->parent)) {
            m_moving.push_back({index, mapToSource(index)});
        }
    }
}

void IndexVectorProxy::endLayout(const QList<QPersistentModelIndex>& sourceParents) {
    if (m_accept) {
        rebuild();
        endResetModel();
        return;
    }
    std::vector<std::vector<Node>> gone; // kept until nothing points at them
    for (const QPersistentModelIndex& parent : sourceParents) {
        // Only leaves move: the node itself, and with it every index of a parent, stays.
        auto* node = static_cast<Node*>(mapFromSource(parent).internalPointer());
        m_allLeaves -= static_cast<int>(node->rowOfSource.size());
        m_shownLeaves -= static_cast<int>(node->children.size());
        gone.push_back(std::exchange(node->children, {}));
        fill(*node, parent);
        node->link();
    }
    for (const Moving& moving : m_moving) {
        changePersistentIndex(moving.shown, mapFromSource(moving.source));
    }
    m_moving.clear();
    Q_EMIT layoutChanged(std::exchange(m_movingParents, {}));
}

void IndexVectorProxy::rebuild() {
    m_root = std::make_unique<Node>();
    m_shownLeaves = 0;
    m_allLeaves = 0;
    if (sourceModel() != nullptr) {
        fill(*m_root, {});
        m_root->link();
    }
}

void IndexVectorProxy::fill(Node& node, const QModelIndex& sourceParent) {
    const int rows = sourceModel()->rowCount(sourceParent);
    node.rowOfSource.assign(static_cast<std::size_t>(rows), -1);
    if (!m_accept) {
        node.children.reserve(static_cast<std::size_t>(rows));
    }
    for (int row = 0; row < rows; ++row) {
        const QModelIndex source = sourceModel()->index(row, 0, sourceParent);
        Node child;
        child.sourceRow = row;
        if (source.flags().testFlag(Qt::ItemNeverHasChildren)) {
            ++m_allLeaves;
            if (m_accept && !m_accept(source)) {
                continue;
            }
            ++m_shownLeaves;
        } else {
            fill(child, source);
            if (m_accept && child.children.empty()) {
                continue;
            }
        }
        node.children.push_back(std::move(child));
    }
    sortChildren(node, sourceParent);
}

void IndexVectorProxy::sortChildren(Node& node, const QModelIndex& sourceParent) const {
    if (m_sortColumn < 0 || node.children.empty() || !node.children.front().children.empty()) {
        return;
    }
    std::vector<SortKey> keys;
    keys.reserve(node.children.size());
    for (const Node& child : node.children) {
        const QModelIndex source =
            sourceModel()->index(child.sourceRow, m_sortColumn, sourceParent);
        keys.push_back(sortKey(source.data(kSortRole), keys.size()));
    }
    const bool descending = m_sortOrder == Qt::DescendingOrder;
    std::stable_sort(keys.begin(), keys.end(), [descending](const SortKey& a, const SortKey& b) {
        if (a.known != b.known) {
            return a.known; // what nobody knows stands last in both orders
        }
        return descending ? before(b, a) : before(a, b);
    });
    std::vector<Node> sorted;
    sorted.reserve(node.children.size());
    for (const SortKey& key : keys) {
        sorted.push_back(std::move(node.children[key.position]));
    }
    node.children = std::move(sorted);
}

const IndexVectorProxy::Node* IndexVectorProxy::nodeOf(const QModelIndex& proxyIndex) const {
    return proxyIndex.isValid() ? static_cast<const Node*>(proxyIndex.constInternalPointer())
                                : m_root.get();
}

QModelIndex IndexVectorProxy::sourceOf(const Node& node, int column) const {
    if (node.parent == nullptr) {
        return {};
    }
    return sourceModel()->index(node.sourceRow, column, sourceOf(*node.parent, 0));
}

QModelIndex IndexVectorProxy::mapToSource(const QModelIndex& proxyIndex) const {
    if (!proxyIndex.isValid() || sourceModel() == nullptr) {
        return {};
    }
    return sourceOf(*nodeOf(proxyIndex), proxyIndex.column());
}

QModelIndex IndexVectorProxy::mapFromSource(const QModelIndex& sourceIndex) const {
    if (!sourceIndex.isValid()) {
        return {};
    }
    const QModelIndex sourceParent = sourceIndex.parent();
    const QModelIndex proxyParent = mapFromSource(sourceParent);
    if (sourceParent.isValid() && !proxyParent.isValid()) {
        return {};
    }
    const Node* node = nodeOf(proxyParent);
    const auto sourceRow = static_cast<std::size_t>(sourceIndex.row());
    if (sourceRow >= node->rowOfSource.size() || node->rowOfSource[sourceRow] < 0) {
        return {};
    }
    return index(node->rowOfSource[sourceRow], sourceIndex.column(), proxyParent);
}

QModelIndex IndexVectorProxy::index(int row, int column, const QModelIndex& parent) const {
    const Node* node = nodeOf(parent);
    if (row < 0 || column < 0 || row >= static_cast<int>(node->children.size()) ||
        column >= columnCount(parent)) {
        return {};
    }
    return createIndex(row, column, &node->children[static_cast<std::size_t>(row)]);
}

QModelIndex IndexVectorProxy::parent(const QModelIndex& child) const {
    const Node* parent = child.isValid() ? nodeOf(child)->parent : nullptr;
    if (parent == nullptr || parent->parent == nullptr) {
        return {};
    }
    return createIndex(parent->row, 0, parent);
}

int IndexVectorProxy::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0) {
        return 0;
    }
    return static_cast<int>(nodeOf(parent)->children.size());
}

int IndexVectorProxy::columnCount(const QModelIndex&) const {
    return sourceModel() == nullptr ? 0 : sourceModel()->columnCount();
}

bool IndexVectorProxy::hasChildren(const QModelIndex& parent) const {
    return rowCount(parent) > 0;
}

QVariant IndexVectorProxy::headerData(int section, Qt::Orientation orientation, int role) const {
    // The base class asks the first row which column it is, and an empty table has none.
    return sourceModel() == nullptr ? QVariant()
                                    : sourceModel()->headerData(section, orientation, role);
}

void IndexVectorProxy::forwardData(const QModelIndex& first, const QModelIndex& last,
                                   const QList<int>& roles) {
    const QModelIndex proxyParent = mapFromSource(first.parent());
    if (first.parent().isValid() && !proxyParent.isValid()) {
        return;
    }
    const Node* node = nodeOf(proxyParent);
    int lowest = std::numeric_limits<int>::max();
    int highest = -1;
    for (int row = first.row(); row <= last.row(); ++row) {
        const auto position = static_cast<std::size_t>(row);
        const int shown = position < node->rowOfSource.size() ? node->rowOfSource[position] : -1;
        if (shown >= 0) {
            lowest = std::min(lowest, shown);
            highest = std::max(highest, shown);
        }
    }
    if (highest >= 0) {
        Q_EMIT dataChanged(index(lowest, first.column(), proxyParent),
                           index(highest, last.column(), proxyParent), roles);
    }
}

} // namespace bulkhead::desktop
