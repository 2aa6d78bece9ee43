// SPDX-License-Identifier: MIT
// A simulated manager with an estate for traces, and the operations of traceflow on it.
#pragma once

#include "ops/live_source.h"
#include "ops/parameter_check.h"
#include "ops/registry.h"
#include "ops/trace_estate.h"
#include "simulator/simulated_manager.h"
#include "support/await.h"
#include "support/schema_check.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

namespace bulkhead::tests {

using namespace Qt::StringLiterals;
using ops::Answer;
using ops::Call;
using ops::LiveSource;
using ops::Operation;
using ops::PartialCallback;
using ops::Registry;
using simulator::Fault;

class TraceBench {
protected:
    std::unique_ptr<simulator::SimulatedManager> m_manager;
    std::shared_ptr<LiveSource> m_source;
    QTemporaryDir m_state;
    const Registry m_registry = Registry::standard();

    void start(int delayMs) {
        m_source.reset();
        const auto estate = simulator::Estate::fromJson(tests::kTraceEstate, u"traces"_s);
        QVERIFY2(estate, estate ? "" : qPrintable(estate.error().message()));
        simulator::SimulatorOptions options;
        options.password = u"correct horse"_s;
        options.requestsPerSecond = 0;
        options.traceflowDelayMs = delayMs;
        auto manager = simulator::SimulatedManager::start(*estate, options);
        QVERIFY2(manager, manager ? "" : qPrintable(manager.error().message()));
        m_manager = std::move(*manager);
        config::Target target;
        target.name = u"lab"_s;
        target.host = u"127.0.0.1"_s;
        target.port = m_manager->port();
        target.fingerprintSha256 = m_manager->certificateSha256();
        m_source = std::make_shared<LiveSource>(
            std::make_unique<nsx::Connection>(target, config::Secret(options.password)));
    }

    Task<Answer> begin(const QString& name, const QJsonObject& arguments,
                       const CancellationToken& token = {}, PartialCallback partial = {}) {
        const Operation* operation = m_registry.find(name);
        const auto checked = ops::checkArguments(*operation, arguments);
        if (!checked) {
            qFatal("%s", qPrintable(checked.error().message()));
        }
        Call call;
        call.arguments = *checked;
        call.source = m_source;
        call.manager = m_source->manager();
        call.token = token;
        call.progress = [](const Progress&) {};
        call.partial = std::move(partial);
        return operation->handler(call);
    }
    /// The result, after a look at its schema.
    Result<QJsonObject> call(const QString& name, const QJsonObject& arguments) {
        auto answer = tests::await(begin(name, arguments));
        if (!answer) {
            return fail(answer.error());
        }
        const QJsonObject schema = m_registry.find(name)->resultSchema;
        const QStringList problems = tests::SchemaCheck(schema).problems(answer->result);
        if (!problems.isEmpty()) {
            return fail(ErrorKind::Failed, u"Schema."_s, problems.join(u' '));
        }
        return answer->result;
    }
    Result<QJsonObject> run(QJsonObject arguments) { return call(u"run_traceflow"_s, arguments); }
    static QJsonObject webToApp(int port = 8443) {
        return {{u"src_vm"_s, u"web-01"_s}, {u"dst_vm"_s, u"app-01"_s}, {u"dst_port"_s, port}};
    }
    qsizetype count(const QByteArray& method, const QByteArray& path = "/traceflows") const {
        const auto requests = m_manager->requests();
        return std::count_if(requests.cbegin(), requests.cend(), [&](const auto& request) {
            return request.method == method && request.path.contains(path);
        });
    }
    void fault(Fault::Kind kind, const QByteArray& method, const QByteArray& path, int times,
               int status = 503) {
        Fault one;
        one.kind = kind;
        one.method = method;
        one.pathContains = path;
        one.count = times;
        one.status = status;
        m_manager->addFault(one);
    }
    static QString words(const Result<QJsonObject>& result) {
        return result ? result->value(u"explanation"_s).toString() : result.error().message();
    }

    void useOwnState() const { qputenv("XDG_STATE_HOME", m_state.path().toLocal8Bit()); }
    void stop() {
        m_source.reset();
        m_manager.reset();
    }
};

} // namespace bulkhead::tests
