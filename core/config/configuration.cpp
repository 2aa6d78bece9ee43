// SPDX-License-Identifier: MIT
#include "config/configuration.h"

#include "base/text.h"
#include "config/files.h"
#include "config/password_source.h"
#include "config/target_reader.h"
#include "config/yaml_fields.h"

#include <QHash>

#include <algorithm>

namespace bulkhead::config {

using namespace Qt::StringLiterals;

namespace {

const QString kDefaultFile = u"~/.vmware-nsx-security/config.yaml"_s;

QStringList namesOf(const std::vector<Target>& targets) {
    QStringList names;
    for (const Target& target : targets) {
        names << target.name;
    }
    return names;
}

QString listed(const QStringList& names) {
    QStringList clean;
    for (const QString& name : names) {
        clean << cleanLine(name);
    }
    return clean.join(u", "_s);
}

/// The keys of `targets` are free names, so its own mapping may hold any key.
QStringList keysOf(const YAML::Node& map) {
    QStringList keys;
    if (map.IsMap()) {
        for (const auto& pair : map) {
            if (pair.first.IsScalar()) {
                keys << QString::fromStdString(pair.first.Scalar());
            }
        }
    }
    return keys;
}

Result<void> readTargets(const YamlFields& top, Configuration& configuration) {
    const QString& file = configuration.file;
    const int line = top.lineOf(u"targets"_s);
    const YAML::Node map = top.node(u"targets"_s);
    const QStringList names = keysOf(map);
    if (names.isEmpty()) {
        return fail(
            configurationError(file, line, u"targets"_s,
                               u"Add a target with its host; config.example.yaml shows how, "
                               "and --demo needs none."_s,
                               u"found no target, allowed is at least one."_s));
    }
    YamlFields all(map, file, u"targets"_s, line, names);
    if (all.error()) {
        return fail(*all.error());
    }
    QHash<QString, QString> variables;
    for (const QString& name : names) {
        if (name.trimmed().isEmpty()) {
            all.refuse(name, u"an empty name"_s, u"a name"_s);
            return fail(*all.error());
        }
        YamlFields fields(all.node(name), file, u"targets."_s + name, all.lineOf(name),
                          targetKeys());
        const Target target = readTarget(name, fields, configuration.warnings);
        if (fields.error()) {
            return fail(*fields.error());
        }
        const QString variable = passwordVariable(name);
        if (variables.contains(variable)) {
            all.refuseSaying(name, u"Rename one of the two targets."_s,
                             u"found \""_s + cleanLine(variables.value(variable)) + u"\" and \""_s +
                                 cleanLine(name) +
                                 u"\", which would share the password variable "_s + variable +
                                 u", allowed is a variable for each."_s);
            return fail(*all.error());
        }
        variables.insert(variable, name);
        configuration.targets.push_back(target);
    }
    return {};
}

Result<void> readProtectedFlows(const YamlFields& top, Configuration& configuration) {
    const QString key = u"protected_flows"_s;
    const YAML::Node list = top.node(key);
    if (!list.IsDefined() || list.IsNull()) {
        return {};
    }
    const int line = top.lineOf(key);
    if (!list.IsSequence()) {
        return fail(configurationError(configuration.file, line, key,
                                       u"Write `- {from: …, to: …, service: …}` lines below it."_s,
                                       u"found "_s + describeFound(list) +
                                           u", allowed is a list of flows."_s));
    }
    int number = 0;
    for (const auto& item : list) {
        YamlFields fields(item, configuration.file, key + u'[' + QString::number(number++) + u']',
                          line, {u"from"_s, u"to"_s, u"service"_s});
        ProtectedFlow flow;
        flow.from = fields.text(u"from"_s, std::nullopt);
        flow.to = fields.text(u"to"_s, std::nullopt);
        flow.service = fields.text(u"service"_s, std::nullopt);
        if (fields.error()) {
            return fail(*fields.error());
        }
        configuration.protectedFlows.push_back(flow);
    }
    return {};
}

Result<void> readDefaultTarget(YamlFields& top, Configuration& configuration) {
    const QString key = u"default_target"_s;
    configuration.defaultTarget = top.optionalText(key);
    const QStringList names = namesOf(configuration.targets);
    if (!configuration.defaultTarget.isEmpty() && !names.contains(configuration.defaultTarget)) {
        const QStringList near = nearestMatches(configuration.defaultTarget, names, 1);
        top.refuseSaying(key,
                         near.isEmpty() ? u"Name one of the targets."_s
                                        : u"Did you mean \""_s + cleanLine(near.first()) + u"\"?"_s,
                         u"found "_s + describeFound(top.node(key)) + u", allowed is one of "_s +
                             listed(names) + u'.');
    }
    if (top.error()) {
        return fail(*top.error());
    }
    return {};
}

Result<Configuration> read(const YAML::Node& root, const QString& file) {
    Configuration configuration;
    configuration.file = file;
    YamlFields top(root, file, {}, 1, {u"targets"_s, u"default_target"_s, u"protected_flows"_s});
    if (top.error()) {
        return fail(*top.error());
    }
    if (auto done = readTargets(top, configuration); !done) {
        return fail(std::move(done.error()));
    }
    if (auto done = readDefaultTarget(top, configuration); !done) {
        return fail(std::move(done.error()));
    }
    if (auto done = readProtectedFlows(top, configuration); !done) {
        return fail(std::move(done.error()));
    }
    return configuration;
}

} // namespace

QString configurationFile(const QString& override) {
    if (!override.isEmpty()) {
        return expandPath(override);
    }
    const QString named = qEnvironmentVariable("VMWARE_NSX_SECURITY_CONFIG");
    return expandPath(named.isEmpty() ? kDefaultFile : named);
}

Result<Configuration> parseConfiguration(const QByteArray& yaml, const QString& file) {
    try {
        return read(YAML::Load(yaml.toStdString()), file);
    } catch (const YAML::Exception& problem) {
        const int line = problem.mark.line >= 0 ? problem.mark.line + 1 : 1;
        return fail(configurationError(file, line, {},
                                       u"Correct the YAML in this line or the one before it."_s,
                                       u"found text that is not valid YAML ("_s +
                                           cleanLine(QString::fromStdString(problem.msg)) +
                                           u"), allowed are indented `key: value` lines."_s));
    }
}

Result<Configuration> loadConfiguration(const QString& file) {
    auto bytes = readFile(file, u"the configuration"_s);
    if (!bytes) {
        Error error = std::move(bytes.error());
        if (error.kind == ErrorKind::NotFound) {
            error.remedy = u"Copy config.example.yaml there and put in your manager, or try --demo "
                           "for the built-in one."_s;
        }
        error.kind = ErrorKind::Configuration;
        return fail(std::move(error));
    }
    return parseConfiguration(*bytes, file);
}

Result<Target> selectTarget(const Configuration& configuration, const QString& name) {
    const QStringList names = namesOf(configuration.targets);
    QString wanted = name.isEmpty() ? configuration.defaultTarget : name;
    if (wanted.isEmpty()) {
        if (configuration.targets.size() == 1) {
            return configuration.targets.front();
        }
        return fail(ErrorKind::Configuration,
                    u"Name a target, or set default_target in the configuration."_s,
                    u"No target was named and "_s + cleanLine(configuration.file) +
                        u" has no default_target; it knows "_s + listed(names) + u'.',
                    configuration.file);
    }
    const auto found = std::find_if(configuration.targets.cbegin(), configuration.targets.cend(),
                                    [&wanted](const Target& t) { return t.name == wanted; });
    if (found == configuration.targets.cend()) {
        const QStringList near = nearestMatches(wanted, names, 1);
        return fail(ErrorKind::Configuration,
                    near.isEmpty() ? u"Name one of the targets."_s
                                   : u"Did you mean \""_s + cleanLine(near.first()) + u"\"?"_s,
                    u"The target \""_s + elideMiddle(cleanLine(wanted), 60) + u"\" is not in "_s +
                        cleanLine(configuration.file) + u", which knows "_s + listed(names) + u'.',
                    wanted);
    }
    return *found;
}

} // namespace bulkhead::config
