import { ChatPage } from "./controllers/page";
import "./chat.css";

new ChatPage(location.origin).open();
