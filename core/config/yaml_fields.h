// SPDX-License-Identifier: MIT
// YamlFields: reads one mapping of config.yaml and finds everything that is wrong with it.
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

#include <yaml-cpp/yaml.h>

#include <optional>
#include <vector>

namespace bulkhead::config {

/// yaml-cpp is silent on duplicate and unknown keys and converts what it can, so every mapping goes
/// through this. The first thing that is wrong stays; later calls give defaults and change nothing,
/// so that a reader can ask for all fields and look at `error()` once.
class YamlFields final {
public:
    /// `key` is the mapping's own place, "targets.lab"; empty at the top. `line` stands for a
    /// mapping that has none, 1-based.
    YamlFields(const YAML::Node& map, QString file, QString key, int line,
               const QStringList& allowedKeys);

    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

    [[nodiscard]] bool has(const QString& name) const;
    [[nodiscard]] YAML::Node node(const QString& name) const;
    /// 1-based line of the key; of the mapping if the key is missing.
    [[nodiscard]] int lineOf(const QString& name) const;

    /// A non-empty text. A missing key gives the fallback; without a fallback it is an error.
    [[nodiscard]] QString text(const QString& name, const std::optional<QString>& fallback);
    /// A text that may be empty.
    [[nodiscard]] QString optionalText(const QString& name);
    [[nodiscard]] bool flag(const QString& name, bool fallback);
    [[nodiscard]] int number(const QString& name, int fallback, int least, int most);
    /// The index of the word in `words`.
    [[nodiscard]] qsizetype choice(const QString& name, const QStringList& words,
                                   qsizetype fallback);

    /// Notes that the value of `name` is wrong: "file:line: key: found …, allowed is …".
    void refuse(const QString& name, const QString& found, const QString& allowed);
    /// Notes any other fault of the key.
    void refuseSaying(const QString& name, const QString& remedy, const QString& problem);

private:
    struct Field {
        QString name;
        YAML::Node value;
        int line = 0;
    };
    [[nodiscard]] const Field* find(const QString& name) const;
    [[nodiscard]] std::optional<QString> scalar(const QString& name, const QString& allowed);
    void note(int line, const QString& key, const QString& remedy, const QString& problem);
    void addField(const QString& name, const YAML::Node& value, int line,
                  const QStringList& allowedKeys);

    QString m_file;
    QString m_key;
    int m_line;
    std::vector<Field> m_fields;
    std::optional<Error> m_error;
};

/// 1-based line of a node, or `fallback` if the parser gave it none.
[[nodiscard]] int lineOfNode(const YAML::Node& node, int fallback);

/// What stands there, for an error: a list, a mapping, nothing, or the text in quotes, shortened.
[[nodiscard]] QString describeFound(const YAML::Node& node);

/// The Error of a wrong place in the file.
[[nodiscard]] Error configurationError(const QString& file, int line, const QString& key,
                                       const QString& remedy, const QString& problem);

} // namespace bulkhead::config
