// SPDX-License-Identifier: MIT
// ObjectStore: the intent tree as objects by path, with indexes and a way back.
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bulkhead::simulator {

/// One stored object. `fields` is what a GET answers, apart from what is computed on reading
/// (a policy's rules and rule_count, a group's state).
struct StoredObject {
    QString path;
    QString parentPath;
    QString type;
    QString id;
    QJsonObject fields;
    quint64 stamp = 0; ///< given by the store, a new one for every version of every object

    [[nodiscard]] QString text(const QString& key) const { return fields.value(key).toString(); }
    [[nodiscard]] qint64 revision() const {
        return fields.value(QStringLiteral("_revision")).toInteger();
    }
    [[nodiscard]] bool isTrue(const QString& key) const { return fields.value(key).toBool(); }
};

/// Not thread-safe: the World's lock guards it. Pointers stay good until the object is changed.
class ObjectStore final {
public:
    /// nullptr if there is none.
    [[nodiscard]] const StoredObject* find(const QString& path) const;
    [[nodiscard]] bool contains(const QString& path) const { return find(path) != nullptr; }
    /// The objects in a collection such as "/infra/domains/default/groups", by id.
    [[nodiscard]] std::vector<const StoredObject*> collection(const QString& collectionPath) const;
    /// All direct children of an object, of every kind.
    [[nodiscard]] std::vector<const StoredObject*> children(const StoredObject& parent) const;
    [[nodiscard]] std::vector<const StoredObject*> ofType(const QString& type) const;
    /// The paths of the objects whose fields name `path`, sorted.
    [[nodiscard]] QStringList referrers(const QString& path) const;
    /// The rule with that number; nullptr if there is none.
    [[nodiscard]] const StoredObject* rule(qint64 ruleId) const;
    /// Calls `visit` with every object, in no order.
    template <typename Visit>
    void forEach(const Visit& visit) const {
        for (const auto& [path, object] : m_objects) {
            visit(*object);
        }
    }
    /// Rises with every change.
    [[nodiscard]] quint64 version() const { return m_version; }
    /// Rises with every change of an object of that type; 0 only if there never was one.
    [[nodiscard]] quint64 version(const QString& type) const { return m_typeVersions.value(type); }

    void put(StoredObject object);
    void remove(const QString& path);

    /// From here on changes can be taken back together.
    void begin();
    void commit();
    void rollBack();

private:
    using Before = std::pair<QString, std::optional<StoredObject>>;
    void insert(StoredObject object);
    void erase(const QString& path);
    void note(const QString& path);

    std::unordered_map<QString, std::unique_ptr<StoredObject>> m_objects;
    QHash<QString, std::set<QString>> m_collections; ///< collection path -> object paths
    QHash<QString, std::set<QString>> m_types;       ///< resource_type -> object paths
    QHash<QString, std::set<QString>> m_referrers;   ///< named path -> paths of those who name it
    QHash<QString, quint64> m_typeVersions;          ///< by resource_type
    QHash<qint64, QString> m_rules;                  ///< rule_id -> path
    std::optional<std::vector<Before>> m_journal;
    quint64 m_stamp = 0;
    quint64 m_version = 0;
};

} // namespace bulkhead::simulator
