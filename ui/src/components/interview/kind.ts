import type { Stop } from "../../lib/interview/stops";
import type { Messages } from "../../lib/text/keys";

type KindKey = Extract<keyof Messages, `interview-kind-${string}`>;

/** How a question is answered, in a few words. */
export function kindOf(stop: Stop): KindKey {
  const own = stop.node.other !== null;
  switch (stop.node.question_type) {
    case "select_one":
      return own ? "interview-kind-one-own" : "interview-kind-one";
    case "rank":
      return "interview-kind-rank";
    case "select_multiple":
      return own ? "interview-kind-many-own" : "interview-kind-many";
    case "integer":
    case "decimal":
    case "range":
      return "interview-kind-number";
    case "date":
      return "interview-kind-date";
    case "time":
      return "interview-kind-time";
    case "datetime":
      return "interview-kind-moment";
    case "geopoint":
      return "interview-kind-place";
    case "geotrace":
      return "interview-kind-line";
    case "geoshape":
      return "interview-kind-area";
    case "barcode":
      return "interview-kind-code";
    case "image":
    case "audio":
    case "video":
    case "file":
      return "interview-kind-file";
    case "note":
      return "interview-kind-note";
    case "acknowledge":
      return "interview-kind-one";
    // Beside a text: what is not asked, and what holds other rows. None of it stands on a page of its own.
    case "text":
    case "group":
    case "repeat":
    case "calculate":
    case "hidden":
    case "start":
    case "end":
    case "today":
    case "username":
    case "deviceid":
    case "phonenumber":
    case "email":
    case "audit":
    case "background-audio":
    case "osm":
    case "start-geopoint":
    case "background-geopoint":
      return "interview-kind-text";
  }
}
