// SPDX-License-Identifier: MIT
#include "snapshot/formats.h"

#include "base/json_reader.h"
#include "model/decode.h"
#include "snapshot/container_format.h"
#include "snapshot/hierarchy.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace bulkhead::snapshot {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFormatVersion = 1;

QString textAt(const simdjson::dom::object& object, std::string_view key) {
    std::string_view utf8;
    return object.at_key(key).get_string().get(utf8) == simdjson::SUCCESS
               ? QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()))
               : QString();
}

Error withSource(Error error, const QString& what) {
    if (!error.problem.contains(what)) {
        error.problem = what + u": "_s + error.problem;
    }
    return error;
}

template <typename T>
Result<void> decodeList(std::vector<T>& out, const simdjson::dom::array& list,
                        model::StringPool& pool) {
    out.reserve(out.size() + list.size());
    for (const simdjson::dom::element child : list) {
        auto decoded = model::decode<T>(child, {&pool, {}});
        if (!decoded) {
            return fail(decoded.error());
        }
        out.push_back(std::move(*decoded));
    }
    return {};
}

template <typename T>
Result<void> addList(std::vector<T>& out, const simdjson::dom::object& parent,
                     std::string_view key) {
    simdjson::dom::element value;
    if (parent.at_key(key).get(value) != simdjson::SUCCESS || value.is_null()) {
        return {};
    }
    simdjson::dom::array list;
    if (value.get_array().get(list) != simdjson::SUCCESS) {
        return fail(ErrorKind::InvalidInput, u"Check that the file was written by this program."_s,
                    u"\""_s + QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())) +
                        u"\" is not a list."_s);
    }
    model::StringPool pool;
    return decodeList(out, list, pool);
}

Result<void> readOwnFormat(Content& content, const simdjson::dom::object& file) {
    std::int64_t version = 0;
    if (file.at_key("version").get_int64().get(version) != simdjson::SUCCESS || version < 1 ||
        version > kFormatVersion) {
        return fail(ErrorKind::InvalidInput, u"Open it with a newer Bulkhead."_s,
                    u"The snapshot file has a format version that this program does not know."_s);
    }
    simdjson::dom::object origin;
    if (file.at_key("origin").get_object().get(origin) == simdjson::SUCCESS) {
        content.origin.target = cleanLine(textAt(origin, "target"));
        content.origin.environment = cleanLine(textAt(origin, "environment"));
        content.origin.productVersion = cleanLine(textAt(origin, "product_version"));
        content.origin.userName = cleanLine(textAt(origin, "user_name"));
        content.origin.takenAt =
            QDateTime::fromString(textAt(origin, "taken_at"), Qt::ISODateWithMs).toUTC();
        content.origin.manager = cleanLine(textAt(origin, "place"));
    }
    simdjson::dom::element infra;
    if (file.at_key("infra").get(infra) != simdjson::SUCCESS) {
        return fail(ErrorKind::InvalidInput, u"Check that the file is complete."_s,
                    u"The snapshot file has no \"infra\"."_s);
    }
    HierarchyReader reader(content);
    if (auto done = reader.read(infra); !done) {
        return done;
    }
    if (auto done = addList(content.machines.edit(), file, "virtual_machines"); !done) {
        return done;
    }
    return addList(content.interfaces.edit(), file, "vifs");
}

/// Reads the answer of a list endpoint: envelope and results.
template <typename T>
Result<Page> addPage(std::vector<T>& out, const QByteArray& json, const QString& what) {
    const auto reader = JsonReader::parse(json, what);
    if (!reader) {
        return fail(reader.error());
    }
    simdjson::dom::object envelope;
    simdjson::dom::array results;
    if (reader->root().get_object().get(envelope) != simdjson::SUCCESS ||
        envelope.at_key("results").get_array().get(results) != simdjson::SUCCESS) {
        return fail(ErrorKind::InvalidInput, u"Check that it is an NSX Manager."_s,
                    what + u" is not a list of NSX: it has no \"results\"."_s);
    }
    model::StringPool pool;
    if (auto done = decodeList(out, results, pool); !done) {
        return fail(withSource(done.error(), what));
    }
    Page page;
    page.cursor = textAt(envelope, "cursor");
    page.results = static_cast<qsizetype>(results.size());
    std::int64_t count = 0;
    if (envelope.at_key("result_count").get_int64().get(count) == simdjson::SUCCESS) {
        page.resultCount = count;
    }
    return page;
}

} // namespace

Result<SnapshotPointer> read(const QByteArray& bytes, const QString& name) {
    QStringList variables;
    const QByteArray json = replaceTemplateVariables(bytes, variables);
    const auto reader = JsonReader::parse(json, name);
    if (!reader) {
        return fail(reader.error());
    }
    Content content;
    content.origin.place = cleanLine(name);
    simdjson::dom::object file;
    Result<void> done = fail(
        ErrorKind::InvalidInput,
        u"Open a Bulkhead snapshot, an H-API bundle, or a container of np-guard's collector."_s,
        u"It is JSON, but of none of these kinds."_s);
    if (reader->root().get_object().get(file) == simdjson::SUCCESS) {
        if (textAt(file, "format") == u"bulkhead-snapshot") {
            content.origin.kind = OriginKind::File;
            done = readOwnFormat(content, file);
        } else if (textAt(file, "resource_type") == u"Infra") {
            content.origin.kind = OriginKind::Bundle;
            HierarchyReader hierarchy(content);
            done = hierarchy.read(reader->root());
        } else if (isContainer(file)) {
            content.origin.kind = OriginKind::Container;
            done = readContainer(content, file);
        }
    }
    if (!done) {
        return fail(withSource(done.error(), content.origin.place));
    }
    if (!variables.isEmpty()) {
        for (QString& variable : variables) {
            variable = cleanLine(variable);
        }
        content.remarks << u"Template variables without a value were read as empty: "_s +
                               variables.join(u", "_s) + u'.';
    }
    return Snapshot::make(std::move(content));
}

QByteArray write(const Snapshot& snapshot) {
    const Content& content = snapshot.content();
    // A file of a file is still a picture of the manager, not of the first file.
    const QString& place =
        content.origin.manager.isEmpty() ? content.origin.place : content.origin.manager;
    QJsonObject origin{{u"place"_s, place},
                       {u"target"_s, content.origin.target},
                       {u"environment"_s, content.origin.environment},
                       {u"product_version"_s, content.origin.productVersion},
                       {u"user_name"_s, content.origin.userName}};
    if (content.origin.takenAt.isValid()) {
        origin.insert(u"taken_at"_s, content.origin.takenAt.toUTC().toString(Qt::ISODateWithMs));
    }
    QJsonArray machines;
    for (const auto& machine : content.machines) {
        machines.append(model::encode(machine));
    }
    QJsonArray interfaces;
    for (const auto& vif : content.interfaces) {
        interfaces.append(model::encode(vif));
    }
    const QJsonObject file{{u"format"_s, u"bulkhead-snapshot"_s},
                           {u"version"_s, kFormatVersion},
                           {u"origin"_s, origin},
                           {u"infra"_s, writeHierarchy(content)},
                           {u"virtual_machines"_s, machines},
                           {u"vifs"_s, interfaces}};
    return QJsonDocument(file).toJson(QJsonDocument::Indented);
}

Result<void> addHierarchy(Content& content, const QByteArray& infraJson, const QString& what) {
    const auto reader = JsonReader::parse(infraJson, what);
    if (!reader) {
        return fail(reader.error());
    }
    HierarchyReader hierarchy(content);
    if (auto done = hierarchy.read(reader->root()); !done) {
        return fail(withSource(done.error(), what));
    }
    return {};
}

Result<Page> addMachinePage(Content& content, const QByteArray& json, const QString& what) {
    return addPage(content.machines.edit(), json, what);
}

Result<Page> addInterfacePage(Content& content, const QByteArray& json, const QString& what) {
    return addPage(content.interfaces.edit(), json, what);
}

} // namespace bulkhead::snapshot
