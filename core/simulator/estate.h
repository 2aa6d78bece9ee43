// SPDX-License-Identifier: MIT
// Estate: the parsed data set that a simulated manager starts from.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace bulkhead::simulator {

/// What a manager starts with: an intent tree, an inventory and traffic counters. A value; cheap to
/// copy. Its objects are checked when a manager loads them.
class Estate final {
public:
    /// Reads `{"infra": <Infra tree>, "virtual_machines": [], "vifs": [], "statistics": {}}` or a
    /// plain hierarchical-API bundle (root object of type Infra). `name` stands in errors, usually
    /// the file's name. Postman placeholders `{{name}}` are taken as absent and noted.
    [[nodiscard]] static Result<Estate> fromJson(const QByteArray& bytes, const QString& name);
    /// From parts that are JSON already: an Infra tree, machines and interfaces.
    [[nodiscard]] static Estate of(const QString& name, const QJsonObject& infra,
                                   const QJsonArray& virtualMachines, const QJsonArray& vifs);
    /// Only what every fresh manager has.
    [[nodiscard]] static Estate empty();

    /// Adds services that the system owns: `{"services": [Service…]}`.
    [[nodiscard]] Result<void> addPredefinedServices(const QByteArray& bytes, const QString& name);

    [[nodiscard]] const QString& name() const { return m_name; }
    [[nodiscard]] const QJsonObject& infra() const { return m_infra; }
    [[nodiscard]] const QJsonArray& virtualMachines() const { return m_virtualMachines; }
    [[nodiscard]] const QJsonArray& vifs() const { return m_vifs; }
    /// Rule path -> {hit_count, packet_count, byte_count, session_count}.
    [[nodiscard]] const QJsonObject& statistics() const { return m_statistics; }
    /// Services that the system owns; without any, a manager takes those of the program's
    /// resources.
    [[nodiscard]] const QJsonArray& predefinedServices() const { return m_predefinedServices; }
    [[nodiscard]] const QStringList& notes() const { return m_notes; }

private:
    QString m_name;
    QJsonObject m_infra;
    QJsonArray m_virtualMachines;
    QJsonArray m_vifs;
    QJsonObject m_statistics;
    QJsonArray m_predefinedServices;
    QStringList m_notes;
};

/// The predefined services of the program's resources. Fails only in a broken build.
[[nodiscard]] Result<void> addBuiltInServices(Estate& estate);

/// The company that `--demo` shows, from the program's resources. Fails only in a broken build.
[[nodiscard]] Result<Estate> demoEstate();

} // namespace bulkhead::simulator
