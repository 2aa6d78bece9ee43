// SPDX-License-Identifier: MIT
#include "console/doctor/doctor_command.h"

#include "console/doctor/examination.h"
#include "console/exit_code.h"
#include "console/progress_line.h"
#include "console/result_writer.h"

#include <algorithm>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

ops::TableShape shapeOfChecks() {
    return {{},
            u"checks"_s,
            {},
            {{u"Name"_s, u"name"_s},
             {u"Status"_s, u"status"_s},
             {u"Detail"_s, u"detail"_s},
             {u"Remedy"_s, u"remedy"_s}}};
}

void write(const Examination& examination) {
    Terminal& terminal = *examination.context->terminal;
    const OutputFormat format = examination.context->invocation.format;
    const QString target = examination.target ? examination.target->name : QString();
    if (format == OutputFormat::Table) {
        terminal.print(checksAsText(target, examination.checks, terminal.isColourful()));
        return;
    }
    writeResult(terminal, shapeOfChecks(), checksAsJson(target, examination.checks), format);
}

} // namespace

QCoro::Task<int> runDoctor(std::shared_ptr<OnceContext> context) {
    const auto examination = std::make_shared<Examination>();
    examination->context = context;
    ProgressLine progress(*context->terminal, u"Examining"_s);
    co_await checkThisMachine(examination);
    co_await checkContact(examination);
    co_await checkManager(examination);
    co_await checkGuard(examination);
    progress.stop();
    if (context->token.isCancelled()) {
        co_return complainAbout(*context->terminal, cancelledError(u"The examination"_s));
    }
    write(*examination);
    const bool hasFailed =
        std::any_of(examination->checks.cbegin(), examination->checks.cend(),
                    [](const Check& check) { return check.status == CheckStatus::Fail; });
    co_return hasFailed ? kFailed : kDone;
}

} // namespace bulkhead::console
